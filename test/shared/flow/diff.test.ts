import { describe, expect, test } from 'vitest';

import { changeAreas, diffFlows } from '../../../shared/flow/diff.ts';
import { canonicalText } from '../../../shared/flow/patch.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { fixture, realFlows } from './flow-fixtures.ts';

function drawn(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

const text = fixture('content-approval.flow.yaml');

/** What a person reads after one replacement in the text. */
function readable(from: string, to: string): [string, string][] {
  if (!text.includes(from)) throw new Error(`The fixture has no ${from}.`);
  return diffFlows(drawn(text), drawn(text.replace(from, to))).map(({ area, words }) => [area, words]);
}

describe('one change in the text is one sentence', () => {
  test.each<[string, string, string, [string, string][]]>([
    [
      'who decides',
      'pools: [editors]',
      'pools: [chief-editors]',
      [['gate', 'Who may decide on ‘Review’: editors → chief-editors']],
    ],
    [
      'how many decide',
      'timeout: none',
      'timeout: none\n      quorum: 2',
      [['gate', 'How many must agree on ‘Review’: 1 → 2']],
    ],
    [
      'a deadline',
      'timeout: none',
      'timeout: 4h',
      [['gate', 'How long ‘Review’ waits for an answer: none → 4h']],
    ],
    [
      'what a write sends',
      'path: /posts',
      'path: /drafts',
      [['effect', '‘Publish’, path: /posts → /drafts']],
    ],
    ['a prompt', 'Summarise for an editor:', 'Say:', [['step', '‘Summarise the draft’, prompt: changed']]],
    [
      'how often a step is tried',
      'attempts: 3,',
      'attempts: 5,',
      [['step', 'How often ‘Summarise the draft’ is tried again: changed']],
    ],
    [
      'a step’s name',
      'name: New draft',
      'name: A draft came in',
      [['text', 'Step ‘New draft’ is now called ‘A draft came in’']],
    ],
    [
      'a way out of an approval',
      'review.approved -> publish',
      'review.declined -> publish',
      [
        ['gate', '‘Publish’ changes something outside, and nobody has to agree to it any more'],
        ['gate', 'No longer when ‘Review’ is approved: ‘Publish’'],
        ['gate', 'New when ‘Review’ is declined: ‘Publish’'],
      ],
    ],
    [
      'a way around an approval',
      '- summarize -> review',
      '- summarize -> review\n  - summarize -> publish',
      [
        ['gate', '‘Publish’ changes something outside, and nobody has to agree to it any more'],
        ['effect', 'New after ‘Summarise the draft’: ‘Publish’'],
      ],
    ],
    ['an input', 'required: true }', 'required: false }', [['input', 'Input ‘title’ changed']]],
    [
      'a connection',
      'cms: { kind: http, ',
      'cms: { kind: smtp, ',
      [['connection', 'Connection ‘cms’ changed']],
    ],
    [
      'overlapping runs',
      'overlap: allow',
      'overlap: skip',
      [['settings', 'What happens when runs overlap: allow → skip']],
    ],
    ['retention', 'retention: 90d', 'retention: 30d', [['settings', 'How long runs are kept: 90d → 30d']]],
    [
      'a description',
      'Draft, review, publish.',
      'Review.',
      [['text', 'The flow’s description: Draft, review, publish. → Review.']],
    ],
    ['a note', 'Ask legal about quotes', 'Ask nobody', [['text', 'Notes on the canvas changed']]],
    ['a position', 'draft_in: [0, 0]', 'draft_in: [0, 8]', [['layout', '1 step moved']]],
  ])('%s', (_title, from, to, expected) => {
    expect(readable(from, to)).toEqual(expected);
  });
});

test('a change says where it is and what was there before', () => {
  expect(diffFlows(drawn(text), drawn(text.replace('path: /posts', 'path: /drafts')))).toEqual([
    {
      area: 'effect',
      node: 'publish',
      field: 'config.path',
      before: '/posts',
      after: '/drafts',
      words: '‘Publish’, path: /posts → /drafts',
    },
  ]);
});

test('a step that is added or removed says what it does', () => {
  const before = drawn(text);
  const { publish: _publish, ...nodes } = before.nodes;
  const after = { ...before, nodes, edges: before.edges.filter(({ to }) => to !== 'publish') };
  expect(diffFlows(before, after).map(({ words }) => words)).toEqual([
    'No longer when ‘Review’ is approved: ‘Publish’',
    'Step ‘Publish’ removed (POST to cms)',
  ]);
  expect(diffFlows(after, before).map(({ words }) => words)).toEqual([
    'New when ‘Review’ is approved: ‘Publish’',
    'Step ‘Publish’ added (POST to cms)',
  ]);
});

test('a removed approval stands before everything else', () => {
  const before = drawn(text);
  const { review: _review, ...nodes } = before.nodes;
  const [first] = diffFlows(before, { ...before, nodes, name: 'Other', edges: [] });
  expect(first).toMatchObject({
    area: 'gate',
    node: 'review',
    words: 'Approval ‘Review’ removed (Ask editors)',
  });
});

describe.each(realFlows)('%s', (_name, real) => {
  test('does not differ from itself, its canonical text or its written-out defaults', () => {
    expect(diffFlows(drawn(real), drawn(canonicalText(real)))).toEqual([]);
    const drawing = drawn(real);
    const nodes = Object.fromEntries(
      Object.entries(drawing.nodes).map(([id, node]) => [
        id,
        node.kind === 'approval' ? { ...node, config: { veto: true, ...node.config } } : node,
      ]),
    );
    expect(diffFlows(drawing, { ...drawing, nodes })).toEqual([]);
  });

  test('is new in every part where there was nothing, gates first', () => {
    const drawing = drawn(real);
    const changes = diffFlows(null, drawing);
    const added = changes.filter(({ field }) => field === undefined).map(({ node }) => node ?? '');
    expect(new Set(added)).toEqual(new Set(Object.keys(drawing.nodes)));
    const ranks = changes.map(({ area }) => changeAreas.indexOf(area));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});
