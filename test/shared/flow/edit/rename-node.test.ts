import { describe, expect, test } from 'vitest';
import { compile } from '../../../../shared/flow/compile.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { renameInput, renameOutput } from '../../../../shared/flow/edit/rename-field.ts';
import { renameNode, whyNotNodeName } from '../../../../shared/flow/edit/rename-node.ts';
import { renamePort } from '../../../../shared/flow/edit/rename-port.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';
import { renameReference } from '../../../../shared/expression/rename-reference.ts';
import { readFileSync } from 'node:fs';

const drawn = (text: string): Drawing => {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
};

const flow = drawn(`countersign: 1
id: rename
inputs: { title: { type: string } }
nodes:
  start: { kind: trigger.manual }
  job: { kind: ssh, config: { connection: vm, command: 'run {{ callback.answer }} {{ trigger.input.title }}', detach: true } }
  answer: { kind: wait, config: { poll: { job: job } } }
  values: { kind: set, config: { values: { job: 'steps.job stays text', exit: '{{ steps["answer"].body }} {{ steps.answer . body.size }}' } } }
  choose: { kind: branch, config: { cases: [{ name: good, when: 'steps.values.exit == "steps.values"' }] } }
edges:
  - start -> job
  - job -> answer
  - answer -> values
  - values -> choose
layout: { job: [1, 2] }
samples: { job: { exitCode: 0 }, values: { exit: done } }
connections: { vm: { kind: ssh } }
`);

describe('a step that is called differently', () => {
  test('is followed by its wires, position, sample, the job a wait looks for, and every formula', () => {
    const renamed = renameNode(renameNode(flow, 'job', 'agent'), 'answer', 'callback_in');
    expect(Object.keys(renamed.nodes)).toEqual(['start', 'agent', 'callback_in', 'values', 'choose']);
    expect(renamed.edges.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'start>agent',
      'agent>callback_in',
      'callback_in>values',
      'values>choose',
    ]);
    expect(renamed.layout).toEqual({ agent: [1, 2] });
    expect(renamed.samples?.['agent']).toEqual({ exitCode: 0 });
    expect(renamed.nodes['agent']?.config?.['command']).toBe(
      'run {{ callback.callback_in }} {{ trigger.input.title }}',
    );
    expect(renamed.nodes['callback_in']?.config).toEqual({ poll: { job: 'agent' } });
    expect(renamed.nodes['values']?.config?.['values']).toEqual({
      job: 'steps.job stays text',
      exit: '{{ steps["callback_in"].body }} {{ steps.callback_in . body.size }}',
    });
  });

  test('and back again is the same drawing', () => {
    expect(renameNode(renameNode(flow, 'job', 'agent'), 'agent', 'job')).toEqual(flow);
  });

  test('keeps a flow that compiles compiling: every step of the content example', () => {
    const example = drawn(
      readFileSync(new URL('../../../../examples/content-approval.flow.yaml', import.meta.url), 'utf8'),
    );
    for (const name of Object.keys(example.nodes)) {
      const renamed = renameNode(example, name, `${name}_2`);
      expect(compile(renamed).ok, name).toBe(true);
      expect(JSON.stringify(renamed)).not.toMatch(new RegExp(`steps\\.${name}[^_a-z]`));
    }
  });

  test('cannot take a name that is taken or that formulas could not read', () => {
    expect(whyNotNodeName(flow, 'job', 'answer')).toContain('already');
    expect(whyNotNodeName(flow, 'job', 'in')).toContain('lower-case');
    expect(whyNotNodeName(flow, 'job', 'Über')).not.toBeNull();
    expect(renameNode(flow, 'job', 'answer')).toBe(flow);
  });
});

test('an input that is called differently is followed by what reads it', () => {
  const renamed = renameInput(flow, 'title', 'headline');
  expect(renamed.inputs).toEqual({ headline: { type: 'string' } });
  expect(renamed.nodes['job']?.config?.['command']).toBe(
    'run {{ callback.answer }} {{ trigger.input.headline }}',
  );
});

test('a value that is called differently is followed by conditions and samples, texts in quotes are not touched', () => {
  const renamed = renameOutput(flow, 'values', 'values', { from: 'exit', to: 'result' });
  expect(renamed.nodes['choose']?.config).toEqual({
    cases: [{ name: 'good', when: 'steps.values.result == "steps.values"' }],
  });
  expect(renamed.samples?.['values']).toEqual({ result: 'done' });
  expect(Object.keys((renamed.nodes['values']?.config?.['values'] ?? {}) as object)).toEqual([
    'job',
    'result',
  ]);
});

test('a way out that is called differently keeps its wires', () => {
  const wired = { ...flow, edges: [...flow.edges, { from: 'choose', port: 'good', to: 'job' }] };
  expect(renamePort(wired, 'choose', 'good', 'fine').edges.at(-1)).toEqual({
    from: 'choose',
    port: 'fine',
    to: 'job',
  });
});

test('a list entry that goes by a variable’s name is not the variable', () => {
  const path = ['steps', 'old'];
  expect(renameReference('trigger.body.list.map(steps, steps.old)', path, 'new')).toBe(
    'trigger.body.list.map(steps, steps.old)',
  );
  expect(renameReference('steps.old.list.map(x, x.old + steps.old.y)', path, 'new')).toBe(
    'steps.new.list.map(x, x.old + steps.new.y)',
  );
  expect(renameReference('steps.old.x +', path, 'new')).toBe('steps.old.x +');
});
