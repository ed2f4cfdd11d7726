import { describe, expect, test } from 'vitest';

import type { Card } from '../../../shared/approval/proposal.ts';
import type { Definition } from '../../../shared/flow/definition.ts';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { cardOf, definitionOf } from './make.ts';

const post: DrawingNode = { kind: 'http', config: { connection: 'cms', method: 'POST', path: '/posts' } };
const read: DrawingNode = { kind: 'http', config: { connection: 'cms', path: '/posts' } };
const think: DrawingNode = { kind: 'llm', config: { connection: 'writer', prompt: 'Summarise' } };
const ends = (outcome: string): DrawingNode => ({ kind: 'end', config: { outcome } });
const mail = (to: JsonObject): DrawingNode => ({
  kind: 'notify',
  config: { to, title: 'Published', via: 'email', connection: 'mail' },
});
const review = (config: JsonObject = {}): DrawingNode => ({
  kind: 'approval',
  config: { assign: { pools: ['editors'] }, timeout: 'none', ...config },
});

function next(nodes: Record<string, DrawingNode>, edges: string[]): Card['next'] {
  const definition: Definition = definitionOf(nodes, edges);
  return cardOf({}, { definition }).next;
}

describe('what each button does next', () => {
  test('a content flow: publishing, mail, back to the writer, and silence', () => {
    const nodes = {
      draft: think,
      review: review({
        escalate: [
          { after: '8h', to: { pools: ['chief-editors'] } },
          { after: '12h', to: { people: ['owner'] }, keep: false },
        ],
        timeout: '1d12h',
        alternatives: [{ name: 'pilot' }],
      }),
      publish: post,
      tell: mail({ pools: ['editors'], people: ['mara'] }),
      canary: { kind: 'http', config: { url: 'https://canary.example.org/x', method: 'PUT' } },
      done: ends('succeeded'),
      gone: ends('cancelled'),
    };
    const edges = [
      'start -> draft',
      'draft -> review',
      'review.approved -> publish',
      'publish -> tell',
      'tell -> done',
      'review.changes -> draft',
      'review.pilot -> canary',
      'review.timeout -> gone',
    ];
    expect(next(nodes, edges)).toEqual({
      approved: ['POST to cms', 'mail to 3 people', 'ends as succeeded'],
      declined: ['ends as declined'],
      changes: ['back to “Draft”', 'asks again'],
      pilot: ['PUT to canary.example.org'],
      timeout: [
        'no answer after 8 h: goes to chief editors as well',
        'no answer after 12 h: goes to Olga instead',
        'no answer after 1 day 12 h: ends as cancelled',
      ],
    });
  });

  test('says so where nothing outside changes, and where there is no time limit', () => {
    expect(next({ review: review(), look: read }, ['start -> review', 'review.approved -> look'])).toEqual({
      approved: ['nothing changes outside'],
      declined: ['ends as declined'],
      timeout: ['no time limit: it waits until somebody decides'],
    });
  });

  test('silence that declines or approves goes the way of that button', () => {
    const nodes = (onTimeout: string) => ({
      review: review({ tier: 1, timeout: '2h', onTimeout }),
      publish: post,
    });
    const edges = ['start -> review', 'review.approved -> publish'];
    expect(next(nodes('decline'), edges)['timeout']).toEqual(['no answer after 2 h: ends as declined']);
    expect(next(nodes('approve'), edges)['timeout']).toEqual([
      'no answer after 2 h: counts as approved, then POST to cms',
    ]);
  });

  test('a wired decline tells what it leads to, also when silence leads there', () => {
    const nodes = {
      review: review({ timeout: '2h', onTimeout: 'decline' }),
      refuse: post,
      ok: ends('succeeded'),
    };
    const edges = ['start -> review', 'review.approved -> ok', 'review.declined -> refuse'];
    expect(next(nodes, edges)).toMatchObject({
      declined: ['POST to cms'],
      timeout: ['no answer after 2 h: counts as declined, then POST to cms'],
    });
  });

  test('stops at the next person who is asked', () => {
    const nodes = {
      review: review(),
      security: review({ assign: { pools: ['chief-editors'], people: ['jon'] }, title: 'Is it safe?' }),
      publish: post,
    };
    const edges = ['start -> review', 'review.approved -> security', 'security.approved -> publish'];
    expect(next(nodes, edges)['approved']).toEqual(['asks chief editors and Jon: “Is it safe?”']);
  });

  test('tells ways apart where the flow branches, and what follows in any case', () => {
    const nodes = {
      review: review(),
      size: {
        kind: 'branch',
        config: {
          cases: [
            { name: 'urgent', when: 'run.target == "live"' },
            { name: 'odd', when: 'run.target == "draft"' },
          ],
        },
      },
      call: { kind: 'notify', config: { to: { people: ['eve'] }, title: 'Now' } },
      publish: post,
    };
    const shared = ['start -> review', 'review.approved -> size', 'size.urgent -> call', 'call -> publish'];
    expect(next(nodes, [...shared, 'size.odd -> publish', 'size.else -> publish'])['approved']).toEqual([
      'if urgent: message to 1 person',
      'POST to cms',
    ]);
    expect(next(nodes, [...shared, 'size.odd -> publish'])['approved']).toEqual([
      'if urgent: message to 1 person',
      'in some cases: POST to cms',
    ]);
    expect(next(nodes, shared)['approved']).toEqual([
      'if urgent: message to 1 person',
      'if urgent: POST to cms',
    ]);
  });

  test('goes on past a wait, and says what happens without an answer', () => {
    const nodes = {
      review: review(),
      job: { kind: 'wait', config: { for: 'callback', timeout: '2h' } },
      rest: { kind: 'sleep', config: { for: '1h' } },
      publish: post,
      late: ends('failed'),
    };
    const edges = [
      'start -> review',
      'review.approved -> job',
      'job -> rest',
      'rest -> publish',
      'job.timeout -> late',
    ];
    expect(next(nodes, edges)['approved']).toEqual([
      'waits for an answer from outside',
      'waits 1h',
      'POST to cms',
      'without an answer: ends as failed',
    ]);
  });

  test('a loop that goes on after the approval is told forwards, the approval itself as asking again', () => {
    const nodes = {
      review: review(),
      publish: post,
      following: { kind: 'set', config: { values: { n: '1' } } },
    };
    const edges = [
      'start -> review',
      'review.approved -> publish',
      'publish -> following',
      'following -> review',
    ];
    expect(next(nodes, edges)['approved']).toEqual(['POST to cms', 'asks again']);
  });

  test('going back tells what is sent again on the way', () => {
    const nodes = { stage: post, review: review(), ok: ends('succeeded') };
    const edges = ['start -> stage', 'stage -> review', 'review.approved -> ok', 'review.changes -> stage'];
    expect(next(nodes, edges)['changes']).toEqual(['back to “Stage”', 'POST to cms', 'asks again']);
  });

  test('only where this run has been is a way back', () => {
    const nodes = {
      check: think,
      stage: post,
      review: review(),
      ok: ends('succeeded'),
    };
    const edges = [
      'start -> check',
      'start -> stage',
      'check -> review',
      'stage -> review',
      'review.approved -> ok',
      'review.changes -> stage',
    ];
    const definition = definitionOf(nodes, edges);
    const changes = (rounds: Record<string, number>) => cardOf({}, { definition, rounds }).next['changes'];
    expect(changes({ stage: 1 })).toEqual(['back to “Stage”', 'POST to cms', 'asks again']);
    expect(changes({ stage: 0 })).toEqual(['POST to cms', 'asks again']);
  });

  test('after the last round it says where that leads, also where nothing was drawn for it', () => {
    const nodes = {
      write: { ...think, visits: 3 },
      review: review(),
      ok: ends('succeeded'),
      enough: ends('cancelled'),
    };
    const edges = ['start -> write', 'write -> review', 'review.approved -> ok', 'review.changes -> write'];
    const changes = (rounds: Record<string, number>, more: string[] = []) =>
      cardOf({}, { definition: definitionOf(nodes, [...edges, ...more]), rounds }).next['changes'];
    expect(changes({ write: 2 })).toEqual(['back to “Write”', 'asks again']);
    expect(changes({ write: 3 })).toEqual(['ends as failed']);
    expect(changes({ write: 3 }, ['write.limit -> enough'])).toEqual(['ends as cancelled']);
  });

  test('two requests to the same place are two lines; failing is not what a button does', () => {
    const nodes = {
      review: review(),
      one: post,
      two: post,
      sorry: mail({ people: ['{{ trigger.input.who }}'] }),
      told: mail({ people: ['{{ run.startedBy }}'] }),
    };
    const edges = [
      'start -> review',
      'review.approved -> one',
      'one -> two',
      'one.error -> sorry',
      'review.declined -> sorry',
      'sorry -> told',
    ];
    const inputs = { inputs: { who: 'string' as const } };
    const definition = definitionOf(nodes, edges, inputs);
    expect(cardOf({}, { definition }).next).toMatchObject({
      approved: ['POST to cms', 'POST to cms'],
      declined: ['mail to the people the run names', 'mail to whoever started it'],
    });
  });

  test('a long way is cut with a word that it goes on', () => {
    const names = Array.from({ length: 20 }, (_, index) => `step${index}`);
    const nodes = { review: review(), ...Object.fromEntries(names.map((name) => [name, post])) };
    const chain = names.map(
      (name, index) => `${index === 0 ? 'review.approved' : `step${index - 1}`} -> ${name}`,
    );
    const lines = next(nodes, ['start -> review', ...chain])['approved'];
    expect(lines).toEqual([...Array.from({ length: 12 }, () => 'POST to cms'), 'and more after that']);
  });

  test('uses no word of the machine room', () => {
    const nodes = { review: review({ timeout: '2h', onTimeout: 'decline', quorum: 2 }), publish: post };
    const all = Object.values(next(nodes, ['start -> review', 'review.approved -> publish']))
      .flat()
      .join(' ');
    expect(all).not.toMatch(/slot|port|quorum|visit|effect|expression/i);
  });

  test('twenty branches one after another are told at once, not in a million ways', () => {
    const forks = Array.from({ length: 20 }, (_, index) => `fork${index}`);
    const cases = { cases: [{ name: 'a', when: 'true' }] };
    const nodes: Record<string, DrawingNode> = { review: review(), publish: post };
    const edges = ['start -> review', 'review.approved -> fork0'];
    for (const [index, name] of forks.entries()) {
      nodes[name] = { kind: 'branch', config: cases };
      for (const side of ['left', 'right']) {
        nodes[`${side}${index}`] = { kind: 'set', config: { values: { n: '1' } } };
        edges.push(`${name}.${side === 'left' ? 'a' : 'else'} -> ${side}${index}`);
        edges.push(`${side}${index} -> ${forks[index + 1] ?? 'publish'}`);
      }
    }
    expect(next(nodes, edges)['approved']).toEqual(['POST to cms']);
  });
});
