import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { nothingSeen, offersFor, sourceOf } from '../../../../shared/flow/offers/offers.ts';
import { chipWords } from '../../../../shared/flow/offers/words.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';

const drawn = (text: string): Drawing => {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
};

const content = drawn(
  readFileSync(new URL('../../../../examples/content-approval.flow.yaml', import.meta.url), 'utf8'),
);

describe('what earlier steps give', () => {
  test('only steps that can have run before are offered, nearest first, then the run', () => {
    const groups = offersFor(content, 'summarize', nothingSeen);
    expect(groups.map((group) => group.title)).toEqual([
      'What readers see now',
      'A draft is ready',
      'This run',
    ]);
    expect(offersFor(content, 'draft_in', nothingSeen).map((group) => group.node)).toEqual(['draft_in']);
  });

  test('a step later in a loop is empty the first time, and is read with a stand-in', () => {
    const groups = offersFor(content, 'write', nothingSeen);
    const review = groups.find((group) => group.node === 'review');
    expect(review?.certainty).toBe('first');
    const comment = review?.offers.find((offer) => offer.source === 'steps.review.comment');
    expect(comment && review && sourceOf(comment, review)).toBe('default(steps.review.comment, "")');
    expect(groups.find((group) => group.node === 'summarize')?.certainty).toBe('always');
  });

  test('values of the last run stand beside, nested ones in their groups, and come before the example', () => {
    const seen = {
      trigger: {
        node: 'draft_in',
        payload: { body: { post: { 'first-name': 'Ada', tags: [{ name: 'sea' }] } } },
      },
      outputs: { summarize: { summary: 'Calm', risk: 'low' } },
    };
    const groups = offersFor(content, 'review', seen);
    const arrived = groups.find((group) => group.node === 'draft_in');
    expect(arrived).toMatchObject({ from: 'run', certainty: 'always' });
    expect(arrived?.offers.map(({ source, sample }) => [source, sample])).toContainEqual([
      'trigger.body.post["first-name"]',
      'Ada',
    ]);
    expect(arrived?.offers.find(({ sample }) => sample === 'sea')).toMatchObject({
      source: 'trigger.body.post.tags[0].name',
      label: 'Post › Tags › first › Name',
    });
    const risk = groups
      .find((group) => group.node === 'summarize')
      ?.offers.find(({ sample }) => sample === 'low');
    expect(risk).toMatchObject({ label: 'Risk', options: ['low', 'high'] });
    const fromSamples = offersFor(
      drawn(`${printed}\nsamples: { ask: { text: Example } }`),
      'end',
      nothingSeen,
    );
    expect(fromSamples[1]).toMatchObject({
      from: 'sample',
      offers: [{ source: 'steps.ask.text', sample: 'Example' }],
    });
  });

  test('declared inputs are offered by their labels, addresses only before their wait', () => {
    const flow = drawn(printed);
    expect(
      offersFor(flow, 'ask', nothingSeen).map((group) => group.offers.map((offer) => offer.label)),
    ).toEqual([
      ['How much', 'Title'],
      ['Address that answers “Hold”'],
      expect.arrayContaining(['Who started it']),
    ]);
    expect(
      offersFor(flow, 'end', nothingSeen).flatMap((group) => group.offers.map((offer) => offer.source)),
    ).not.toContain('callback.hold');
  });

  test('a way that leads around a step makes its values uncertain', () => {
    const flow = drawn(printed.replace('edges:', 'edges:\n  - start -> end'));
    expect(offersFor(flow, 'end', nothingSeen).find((group) => group.node === 'ask')?.certainty).toBe(
      'maybe',
    );
  });
});

const printed = `countersign: 1
id: small
inputs:
  amount: { type: number, label: How much }
  title: string
connections: { m: { kind: llm } }
nodes:
  start: { kind: trigger.manual }
  ask: { kind: llm, config: { connection: m, prompt: Hello } }
  hold: { kind: wait }
  end: { kind: end }
edges:
  - start -> ask
  - ask -> hold
  - hold -> end
`;

test('a chip says whose value it is and what stands in for it; worked-out formulas stay formulas', () => {
  expect(chipWords(content, 'default(steps.review.comment, "")')).toEqual({
    node: 'review',
    owner: 'An editor decides',
    label: 'Comment',
    otherwise: '""',
  });
  expect(chipWords(content, ' trigger.body.post.current.authors[0].name ')?.label).toBe(
    'Authors › first › Name',
  );
  expect(chipWords(content, 'size(split(steps.a.b, ","))')).toBeNull();
});
