import { describe, expect, test } from 'vitest';
import { diffFlows } from '../../../shared/flow/diff.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { parseFlow } from '../../../shared/flow/text.ts';

const approval = `      title: Pay?
      assign: { pools: [finance], exclude: [requester] }
      tier: 2
      quorum: 2
      require: { comment: always, open: [Invoice] }
      show:
        - { label: Invoice, kind: text, value: x }
      escalate:
        - { after: 1h, to: { pools: [chiefs] } }
      timeout: 4h
      onTimeout: decline`;

const text = `countersign: 1
id: paying
nodes:
  start: { kind: trigger.manual }
  ask:
    kind: approval
    config:
${approval}
  pay: { kind: http, config: { method: POST, url: https://bank.example/pay } }
  tell: { kind: notify, config: { title: Not paid } }
edges:
  - start -> ask
  - ask.approved -> pay
  - ask.declined -> tell
`;

function drawn(flow: string): Drawing {
  const parsed = parseFlow(flow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

function weakening(from: string, to: string): string[] {
  if (!text.includes(from)) throw new Error(`The flow has no ${from}.`);
  return diffFlows(drawn(text), drawn(text.replace(from, to)))
    .filter(({ weakens }) => weakens)
    .map(({ words }) => words);
}

describe('a gate that asks less is marked, in the words that have to be ticked', () => {
  test.each<[string, string, string, string[]]>([
    ['fewer must agree', 'quorum: 2', 'quorum: 1', ['How many must agree on ‘Ask’: 2 → 1']],
    ['a lower tier', 'tier: 2', 'tier: 1', ['How carefully ‘Ask’ is checked: 2 → 1']],
    [
      'somebody else may decide too',
      'pools: [finance]',
      'pools: [finance, interns]',
      ['Who may decide on ‘Ask’: finance → finance, interns'],
    ],
    ['nobody is named any more', 'pools: [finance], ', '', ['Who may decide on ‘Ask’: finance → none']],
    [
      'an exclusion is lifted',
      'exclude: [requester]',
      'exclude: []',
      ['Who may not decide on ‘Ask’: who asked → none'],
    ],
    [
      'silence approves',
      'onTimeout: decline',
      'onTimeout: approve',
      [
        'What happens when nobody answers ‘Ask’: it counts as declined → it counts as approved',
        '‘Pay’ changes something outside, and nobody has to agree to it any more',
      ],
    ],
    [
      'less is shown and nothing must be opened',
      '{ comment: always, open: [Invoice] }\n      show:\n        - { label: Invoice, kind: text, value: x }',
      '{ comment: always }',
      [
        'What is shown on ‘Ask’: Invoice → none',
        'What must be opened before deciding on ‘Ask’: Invoice → none',
      ],
    ],
    [
      'comments are not asked for',
      'comment: always',
      'comment: on-decline',
      ['When a comment is needed on ‘Ask’: always → when declining'],
    ],
    [
      'it goes to more people',
      'pools: [chiefs]',
      'pools: [chiefs, interns]',
      ['Whom ‘Ask’ goes to when nobody answers: changed'],
    ],
    [
      'a way around it',
      '- start -> ask',
      '- start -> ask\n  - start -> pay',
      ['‘Pay’ changes something outside, and nobody has to agree to it any more'],
    ],
    [
      'a way out that is no yes',
      '- ask.approved -> pay\n  - ask.declined -> tell',
      '- ask.approved -> pay\n  - ask.declined -> pay',
      ['‘Pay’ changes something outside, and nobody has to agree to it any more'],
    ],
  ])('%s', (_title, from, to, expected) => {
    expect(weakening(from, to).toSorted()).toEqual(expected.toSorted());
  });
});

describe('what asks more, or something else, is not', () => {
  test.each([
    ['more must agree', 'quorum: 2', 'quorum: 3'],
    ['a higher tier', 'tier: 2', 'tier: 3'],
    ['fewer may decide', 'exclude: [requester]', 'exclude: [requester, author]'],
    ['a longer deadline', 'timeout: 4h', 'timeout: 8h'],
    ['another question', 'title: Pay?', 'title: Shall we pay?'],
    ['what is said after a no', '- ask.declined -> tell', '- ask.declined -> tell\n  - ask.timeout -> tell'],
  ])('%s', (_title, from, to) => {
    expect(weakening(from, to)).toEqual([]);
  });
});

test('a removed approval comes first, then the step it protected, then the rest', () => {
  const before = drawn(text);
  const { ask: _ask, ...nodes } = before.nodes;
  const after = {
    ...before,
    name: 'Paying',
    nodes,
    edges: [{ from: 'start', port: 'done', to: 'pay' }],
  };
  expect(diffFlows(before, after).map(({ words, weakens }) => [weakens === true, words])).toEqual([
    [true, 'Approval ‘Ask’ removed (Ask finance: 2 must agree)'],
    [true, '‘Pay’ changes something outside, and nobody has to agree to it any more'],
    [false, 'No longer when ‘Ask’ is approved: ‘Pay’'],
    [false, 'No longer when ‘Ask’ is declined: ‘Tell’'],
    [false, 'New after ‘Start’: ‘Pay’'],
    [false, 'No longer after ‘Start’: ‘Ask’'],
    [false, 'The flow’s name: nothing → Paying'],
  ]);
});

test('an approval moved to another kind is a gate that is gone', () => {
  const before = drawn(text);
  const ask = { kind: 'set', config: { values: {} } };
  const changes = diffFlows(before, { ...before, nodes: { ...before.nodes, ask } });
  expect(changes[0]).toMatchObject({ area: 'gate', node: 'ask', field: 'kind', weakens: true });
});

test('no sentence about a schedule says the word the file uses for a missed start', () => {
  const scheduled = (missed: string): Drawing =>
    drawn(`countersign: 1
id: daily
nodes:
  start: { kind: trigger.schedule, config: { cron: 0 9 * * *, timezone: UTC, misfire: ${missed} } }
  tell: { kind: notify, config: { title: Morning } }
edges:
  - start -> tell
`);
  expect(diffFlows(scheduled('latest'), scheduled('skip')).map(({ words }) => words)).toEqual([
    '‘Start’, if the computer was off: run once → leave it out',
  ]);
});
