import { expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/run/event.ts';
import { story, type Names, type ToldEvent } from '../../../shared/run/story.ts';
import { ask, by, createLab, flow, get, people, post, t0, type Lab } from './run-lab.ts';

const minute = 60_000;

const names: Names = {
  step: (node) => ({ review: 'An editor decides', publish: 'Publish', read: 'Read the post' })[node] ?? node,
  person: (id) => people.people.find((person) => person.id === id)?.name ?? id,
  time: (at) => new Date(at).toISOString().slice(11, 16),
};

const told = (events: readonly RunEvent[]): ToldEvent[] =>
  events.map((event) => ({ ...event, at: new Date(event.at).toISOString() }));
const storyOf = (lab: Lab): string[] => story(told(lab.events), names).map(({ text }) => text);

const reviewed = flow(
  {
    read: get(),
    review: ask({
      title: 'Publish it?',
      assign: { pools: ['editors'] },
      timeout: '24h',
      onTimeout: 'decline',
    }),
    publish: post(),
  },
  ['go -> read', 'read -> review', 'review.approved -> publish'],
);

function waiting(): Lab {
  const lab = createLab(reviewed, { world: { workspace: people } });
  lab.ok('read');
  return lab;
}

test('a run reads as a story: who started it, who was asked, who decided and how it ended', () => {
  const lab = waiting();
  lab.at = t0 + 5 * minute;
  lab.decideOn('review', 'approved', { actor: by('mara'), comment: 'Well told.' });
  lab.ok('publish');
  expect(storyOf(lab)).toEqual([
    'A call from outside started the run at “go” on v1.',
    '“Read the post” is done.',
    '“An editor decides” asked editors to decide: “Publish it?”, to be answered by 09:00.',
    'Mara approved “An editor decides”: “Well told.”',
    '“Publish” is done.',
    'The run succeeded.',
  ]);
});

test('the story of a run that still moves ends with what is under way', () => {
  const lab = waiting();
  lab.decideOn('review', 'approved', { actor: by('mara') });
  expect(storyOf(lab).at(-1)).toBe('“Publish” began.');
});

test('a decline ends the run and carries its reason', () => {
  const lab = waiting();
  lab.decideOn('review', 'declined', { actor: by('jon'), comment: 'Not true.' });
  expect(storyOf(lab).slice(-2)).toEqual([
    'Jon declined “An editor decides”: “Not true.”',
    'The run ended as declined.',
  ]);
});

test('each of several people who must agree has a sentence, and the last one decides', () => {
  const two = flow({ review: ask({ title: 'Pay it?', assign: { pools: ['editors'] }, quorum: 2 }) }, [
    'go -> review',
  ]);
  const lab = createLab(two, { world: { workspace: people } });
  lab.decideOn('review', 'approved', { actor: by('mara') });
  lab.decideOn('review', 'approved', { actor: by('jon') });
  expect(storyOf(lab).slice(2)).toEqual([
    'Mara approved “An editor decides” (one of 2 who must agree).',
    'Jon approved “An editor decides”.',
    'The run succeeded.',
  ]);
});

test('an edit says which field was changed before the approval', () => {
  const edited = flow({ review: ask({ editable: { body_text: { type: 'text', value: 'old' } } }) }, [
    'go -> review',
  ]);
  const lab = createLab(edited, { world: { workspace: people } });
  lab.decideOn('review', 'approved', { values: { body_text: 'new' } });
  expect(storyOf(lab)).toContain('Owner approved “An editor decides” after editing body text.');
});

test('silence is told with what it counts as', () => {
  const silent = flow({ review: ask({ timeout: '1h', onTimeout: 'decline' }) }, ['go -> review']);
  const lab = createLab(silent, { world: { workspace: people } });
  lab.tick(t0 + 60 * minute);
  expect(storyOf(lab)).toContain('Nobody answered “An editor decides” in time, which counts as declined.');
});

test('a retry says why, when and at which attempt it worked', () => {
  const lab = createLab(flow({ read: get({ retry: { attempts: 3, backoff: '1m' } }) }, ['go -> read']));
  lab.fail('read', { passing: true });
  expect(storyOf(lab).at(-1)).toBe(
    '“Read the post” did not work: The service said no. It is tried again at 09:01.',
  );
  lab.tick(t0 + 2 * minute); // retries are spread a little
  lab.ok('read');
  expect(storyOf(lab).slice(-2)).toEqual(['“Read the post” is done at attempt 2.', 'The run succeeded.']);
});

test('a failure names the step as people know it, not by its identifier', () => {
  const lab = createLab(flow({ publish: post() }, ['go -> publish']));
  lab.fail('publish');
  expect(storyOf(lab).slice(-2)).toEqual([
    '“Publish” failed: The service said no.',
    'The run failed at “Publish”.',
  ]);
});

test('doubt and the answer that settled it are both told', () => {
  const lab = createLab(flow({ publish: post() }, ['go -> publish']));
  lab.unsure('publish');
  lab.give({ type: 'answer', node: 'publish', visit: 1, by: 'owner', answer: 'done', output: null });
  expect(storyOf(lab).slice(1)).toEqual([
    'Nobody knows whether “Publish” happened: The connection broke after the request had left.',
    'Owner looked at “Publish” and answered: it happened.',
    '“Publish” is done, as Owner said.',
    'The run succeeded.',
  ]);
});

test('an output that a person set and a step that a person skipped are told with who did it', () => {
  const lab = createLab(flow({ read: get(), publish: post() }, ['go -> read', 'read -> publish']), {
    world: { workspace: people },
  });
  const hand = { by: 'mara', visit: null } as const;
  const output = { status: 200, headers: {}, body: 'x' };
  lab.fail('read');
  lab.give({ type: 'edit', ...hand, node: 'read', way: null, output });
  lab.fail('publish');
  lab.give({ type: 'skip', ...hand, node: 'publish' });
  expect(storyOf(lab).slice(-5)).toEqual([
    'Output of “Read the post” (round 2) set by Mara: the step was not carried out.',
    '“Publish” failed: The service said no.',
    'The run failed at “Publish”.',
    '“Publish” (round 2) was skipped by Mara: what it changes outside did not happen, and it gives nothing.',
    'The run succeeded.',
  ]);
});

test('a cancelled run says by whom and why', () => {
  const lab = waiting();
  lab.give({ type: 'cancel', by: 'owner', reason: 'The author withdrew it.' });
  expect(storyOf(lab).slice(-2)).toEqual([
    '“An editor decides” was cancelled: The run was cancelled.',
    'The run was cancelled by Owner: The author withdrew it.',
  ]);
});

test('every sentence names an event of the run, in order, and the same events give the same story', () => {
  const lab = waiting();
  lab.decideOn('review', 'changes', { actor: by('mara') });
  lab.decideOn('review', 'approved', { actor: by('mara') });
  lab.ok('publish');
  const events = told(lab.events);
  const sentences = story(events, names);
  const seqs = sentences.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  for (const { seq, type, at } of sentences)
    expect(events.find((event) => event.seq === seq)).toMatchObject({ type, at });
  expect(story(JSON.parse(JSON.stringify(events)) as ToldEvent[], names)).toEqual(sentences);
});

test('an event of a later version is left out, not guessed at', () => {
  const events = [
    { seq: 1, at: '2026-03-09T09:00:00.000Z', type: 'step.dreamt', node: 'a', visit: 1, data: {} },
  ];
  expect(story(events, names)).toEqual([]);
});

test('a jump of a draft says who, how far and to what, marked as practice', () => {
  const program = flow(
    {
      review: ask({
        assign: { pools: ['editors'] },
        remind: ['1h'],
        escalate: [{ after: '4h', to: { pools: ['chiefs'] } }],
        timeout: '8h',
        onTimeout: 'decline',
      }),
    },
    ['go -> review'],
  );
  const info = { target: 'draft', version: null, startedBy: 'owner' } as const;
  const lab = createLab(program, { info, world: { workspace: people } });
  lab.at = t0 + 127;
  lab.jump();
  lab.jump();
  lab.jump();
  expect(storyOf(lab).slice(2)).toEqual([
    'Owner jumped 1 h ahead, to the reminder of “An editor decides” (practice).',
    'Those who can decide “An editor decides” were reminded.',
    'Owner jumped 3 h ahead, to when others are asked at “An editor decides” (practice).',
    'There was no answer at “An editor decides”, so chiefs were asked as well.',
    'Owner jumped 4 h ahead, to the time limit of “An editor decides” (practice).',
    'Nobody answered “An editor decides” in time, which counts as declined.',
    'The run ended as declined.',
  ]);
});
