import { describe, expect, test } from 'vitest';
import type { Workspace } from '../../../shared/approval/workspace.ts';
import { compile } from '../../../shared/flow/compile.ts';
import type { Definition } from '../../../shared/flow/definition.ts';
import { readiness } from '../../../shared/flow/readiness.ts';
import type { KnownConnection, ReadinessInput } from '../../../shared/flow/readiness.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { approval, draw, manual } from './drawings.ts';

const mara = { id: 'mara', name: 'Mara', email: 'mara@example.com' };
const team: Workspace = {
  me: 'owner',
  people: [{ id: 'owner', name: 'Olive' }, mara, { id: 'tom', name: 'Tom' }, { id: 'ines', name: 'Ines' }],
  pools: {
    editors: ['mara', 'tom'],
    chiefs: ['ines'],
    everyone: ['owner', 'mara', 'tom', 'ines'],
    nobody: [],
  },
};

function definitionOf(config: JsonObject): Definition {
  const result = compile(
    draw(
      {
        start: manual,
        fetch: { kind: 'http', config: { connection: 'cms', path: '/' } },
        review: approval(config),
        stop: { kind: 'end' },
      },
      ['start -> fetch', 'fetch -> review', 'review.approved -> stop'],
      { connections: { cms: { kind: 'http' } } },
    ),
  );
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.definition;
}

const cms: KnownConnection = { name: 'our-cms', kind: 'http', missing: [] };

function check(config: JsonObject, more: Partial<ReadinessInput> = {}): unknown[] {
  const input = { bindings: { cms: 'our-cms' }, workspace: team, connections: [cms], ...more };
  return readiness({ definition: definitionOf(config), ...input }).map(({ code, severity, node, slot }) => [
    code,
    severity,
    node ?? slot,
  ]);
}

const everyone = { assign: { pools: ['everyone'] } };

describe('connections', () => {
  test('a flow with everything it needs is ready', () => {
    expect(check(everyone)).toEqual([]);
  });

  test('a connection that nobody chose keeps the flow from going live', () => {
    expect(check(everyone, { bindings: {} })).toEqual([['connection_unbound', 'error', 'cms']]);
  });

  test('a chosen connection that is gone, of another kind or without its key keeps it too', () => {
    expect(check(everyone, { connections: [] })).toEqual([['connection_missing', 'error', 'cms']]);
    expect(check(everyone, { connections: [{ ...cms, kind: 'llm' }] })).toEqual([
      ['connection_kind', 'error', 'cms'],
    ]);
    expect(check(everyone, { connections: [{ ...cms, missing: ['token'] }] })).toEqual([
      ['connection_key_missing', 'error', 'cms'],
    ]);
  });
});

describe('people', () => {
  test('a gate with fewer people than must agree is an error', () => {
    expect(check({ assign: { pools: ['editors'] }, quorum: 3 })).toEqual([
      ['too_few_people', 'error', 'review'],
    ]);
    expect(check({ assign: { pools: ['editors'] }, quorum: 2 })).toEqual([]);
  });

  test('somebody must be left when the requester may not decide', () => {
    const exclude = ['requester'];
    expect(check({ assign: { pools: ['editors'], exclude }, quorum: 2 })).toEqual([
      ['too_few_people', 'error', 'review'],
    ]);
    expect(check({ assign: { pools: ['editors'], exclude } })).toEqual([]);
  });

  test('two different excluded people are possible, so that is a warning', () => {
    expect(check({ assign: { pools: ['editors'], exclude: ['requester', 'author'] } })).toEqual([
      ['too_few_people', 'warning', 'review'],
    ]);
  });

  test('people count once, by id or by mail address', () => {
    const assign = { pools: ['editors'], people: ['mara', 'mara@example.com', 'ines'] };
    expect(check({ assign, quorum: 3 })).toEqual([]);
    expect(check({ assign, quorum: 4 })).toEqual([['too_few_people', 'error', 'review']]);
  });

  test('a person nobody knows is pointed out and does not count', () => {
    expect(check({ assign: { people: ['zoe'] } })).toEqual([
      ['person_unknown', 'warning', 'review'],
      ['too_few_people', 'error', 'review'],
    ]);
  });

  test('people named by a formula are not guessed', () => {
    expect(check({ assign: { people: ['{{ trigger.input }}'] }, quorum: 9 })).toEqual([]);
  });

  test('an approval that names nobody asks the owner', () => {
    expect(check({ assign: {} })).toEqual([]);
    expect(check({ assign: {}, quorum: 2 })).toEqual([['too_few_people', 'error', 'review']]);
  });
});

describe('pools', () => {
  test('a pool that nobody defined has the owner alone, and says so', () => {
    expect(check({ assign: { pools: ['lawyers'] } })).toEqual([['pool_undefined', 'warning', 'review']]);
  });

  test('a pool of one and an empty one are pointed out, once each, also where a card is escalated to', () => {
    const escalate = ['1h', '2h'].map((after) => ({ after, to: { pools: ['chiefs', 'nobody'] } }));
    expect(check({ ...everyone, escalate })).toEqual([
      ['pool_of_one', 'warning', 'review'],
      ['pool_empty', 'warning', 'review'],
    ]);
  });
});

test('every answer says what is wrong and what to do, without the words of the format', () => {
  const definition = definitionOf({
    assign: { pools: ['lawyers'], people: ['zoe'], exclude: ['requester'] },
    quorum: 3,
  });
  for (const { message, fix } of readiness({ definition, bindings: {}, workspace: team, connections: [] })) {
    expect(message).toMatch(/\.$/);
    expect(fix).toMatch(/\.$/);
    expect(`${message} ${fix}`).not.toMatch(/\b(slot|quorum|port)\b/);
  }
});
