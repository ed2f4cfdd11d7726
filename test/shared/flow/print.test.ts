import { describe, expect, test } from 'vitest';

import type { Drawing } from '../../../shared/flow/drawing.ts';
import { canonicalText, patchFlow } from '../../../shared/flow/patch.ts';
import { printFlow } from '../../../shared/flow/print.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { fixture, realFlows } from './flow-fixtures.ts';

function drawn(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

const changedLines = (before: string, after: string): [string[], string[]] => {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [old.filter((line) => !fresh.includes(line)), fresh.filter((line) => !old.includes(line))];
};

describe.each(realFlows)('%s', (_name, text) => {
  test('means the same after it is printed', () => {
    expect(drawn(printFlow(drawn(text)))).toEqual(drawn(text));
    expect(drawn(canonicalText(text))).toEqual(drawn(text));
  });

  test('is printed the same when it is printed again', () => {
    const once = canonicalText(text);
    expect(canonicalText(once)).toBe(once);
    const bare = printFlow(drawn(text));
    expect(printFlow(drawn(bare))).toBe(bare);
  });

  test('keeps every comment', () => {
    const words = (from: string): string[] =>
      from
        .split('\n')
        .map((line) => (/(?:^|\s)(# .*)$/.exec(line)?.[1] ?? '').replaceAll(/ +/g, ' '))
        .filter((comment) => comment !== '')
        .toSorted();
    expect(words(canonicalText(text))).toEqual(words(text));
  });

  test('moving nodes changes layout lines alone', () => {
    const drawing = drawn(text);
    const layout = Object.fromEntries(
      Object.keys(drawing.nodes).map((node, i): [string, [number, number]] => [node, [i * 7 + 1, -3]]),
    );
    const before = patchFlow(text, { ...drawing, layout: drawing.layout ?? layout });
    const after = patchFlow(before, { ...drawing, layout });
    const section = (from: string): string => from.slice(from.indexOf('\nlayout:'));
    const [gone, fresh] = changedLines(before, after);
    for (const line of [...gone, ...fresh]) expect(section(before) + section(after)).toContain(line);
    expect(after.slice(0, after.indexOf('\nlayout:'))).toBe(before.slice(0, before.indexOf('\nlayout:')));
  });

  test('renaming one node changes one line', () => {
    const before = canonicalText(text);
    const drawing = drawn(before);
    const [id] = Object.entries(drawing.nodes).find(([, node]) => node.name !== undefined) ?? [];
    if (id === undefined) return;
    const node = drawing.nodes[id] ?? { kind: 'end' };
    const [gone, fresh] = changedLines(
      before,
      patchFlow(before, { ...drawing, nodes: { ...drawing.nodes, [id]: { ...node, name: 'Another name' } } }),
    );
    expect([gone.length, fresh.length]).toEqual([1, 1]);
  });
});

test('the file of FLOW-FORMAT.md is printed in the one canonical form', () => {
  expect(printFlow(drawn(fixture('content-approval.flow.yaml')))).toBe(`countersign: 1
id: content-approval
name: Content approval
description: Draft, review, publish.
labels: [content]
inputs:
  title: { type: string, required: true }
  amount: { type: number, label: Amount in EUR, risk: true }
connections:
  cms: { kind: http, description: The CMS's API }
settings: { overlap: allow, retention: 90d }
nodes:
  draft_in:
    kind: trigger.webhook
    name: New draft
    config: { path: drafts, auth: secret }
  summarize:
    kind: llm
    name: Summarise the draft
    config:
      connection: writer
      prompt: |
        Summarise for an editor:
        {{ trigger.body.text }}
      output:
        summary: string
        risk:
          type: string
          enum: [low, high]
    retry: { attempts: 3, backoff: 2s, factor: 2 }
    timeout: 2m
  review:
    kind: approval
    config:
      title: Publish “{{ trigger.body.title }}”
      assign:
        pools: [editors]
      timeout: none
  publish:
    kind: http
    config:
      connection: cms
      method: POST
      path: /posts
      body: { title: '{{ trigger.body.title }}' }
edges:
  - draft_in -> summarize
  - summarize -> review
  - review.approved -> publish
  - review.declined -> summarize
layout:
  draft_in: [0, 0]
notes:
  - text: Ask legal about quotes
    at: [40, 200]
samples:
  summarize: { summary: A calm look at tides, risk: low }
`);
});

test('keys stand in the schema’s order whatever order they were written in', () => {
  const node = `  a:\n    timeout: 5s\n    config: { method: POST, url: x, body: { z: 1, a: 2 } }\n    kind: http\n`;
  expect(printFlow(drawn(`nodes:\n${node}edges: [a.done -> a, a.error -> a]\nid: x\ncountersign: 1\n`))).toBe(
    `countersign: 1\nid: x\nnodes:\n  a:\n    kind: http\n    config:\n      method: POST\n      url: x\n      body: { z: 1, a: 2 }\n    timeout: 5s\nedges:\n  - a -> a\n  - a.error -> a\n`,
  );
});

test('a line is one of 100 columns at most, or one entry a line', () => {
  const flow = (length: number) =>
    `countersign: 1\nid: x\nnodes:\n  a: { kind: set, note: ${'n'.repeat(length)} }\nedges: []\n`;
  const fits = 100 - '  a: { kind: set, note:  }'.length;
  expect(canonicalText(flow(fits))).toBe(flow(fits));
  expect(canonicalText(flow(fits + 1))).toContain('  a:\n    kind: set\n');
});

test('a draft of 2,000 nodes is read and printed in a moment', () => {
  const nodes = Array.from(
    { length: 2000 },
    (_, i) => `  n${i}: { kind: http, config: { url: https://example.com/${i} } } # ${i}\n`,
  ).join('');
  const text = canonicalText(`countersign: 1\nid: x\nnodes:\n${nodes}`);
  const started = performance.now();
  expect(patchFlow(text, drawn(text))).toBe(text);
  expect(performance.now() - started).toBeLessThan(4000);
});
