import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Conflict, Saving } from '../../../renderer/editor/store/editor-store.ts';
import { createSaver, type Remote, type Saved } from '../../../renderer/editor/store/saver.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { patchFlow } from '../../../shared/flow/patch.ts';
import { drawingOf, review, reviewText } from '../../shared/flow/edit/drawings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const named = (name: string): Drawing => ({ ...review(), name });
const textOf = (name: string): string => patchFlow(reviewText, named(name));

/** A host that keeps one text and refuses what was made from another. */
function host() {
  let count = 0;
  let saved: Saved = { text: reviewText, etag: 'e0', updatedAt: '2026-01-01T00:00:00Z' };
  const store = (text: string): Saved => {
    count++;
    saved = { text, etag: `e${count}`, updatedAt: `2026-01-01T00:00:0${count}Z` };
    return saved;
  };
  const remote = (): Remote => ({ ...saved, drawing: drawingOf(saved.text) });
  return { store, remote, text: () => saved.text, etag: () => saved.etag };
}

function setUp() {
  const far = host();
  const states: Saving[] = [];
  const kept: string[] = [];
  const puts: string[] = [];
  /** `losesAnswers`: the host stores what it gets, and dies before it says so. */
  const road = { isDown: false, losesAnswers: false };
  let conflict: Conflict | null = null;
  const saver = createSaver({
    origin: reviewText,
    base: far.remote(),
    drawing: review(),
    put: async (text, etag) => {
      await Promise.resolve();
      if (road.isDown) throw new AppError('no_host', 'The host does not answer.');
      if (etag !== far.etag()) throw new AppError('stale_draft', 'Changed meanwhile.');
      puts.push(text);
      const saved = far.store(text);
      if (road.losesAnswers) throw new AppError('no_host', 'The host does not answer.');
      return saved;
    },
    get: () => Promise.resolve(far.remote()),
    onState: (saving, _failure, met) => {
      if (states.at(-1) !== saving) states.push(saving);
      conflict = met;
    },
    keep: ({ text }) => kept.push(text),
    onAdopt: (theirs) => saver.changed(theirs.drawing),
  });
  return { far, saver, states, kept, puts, road, conflict: () => conflict };
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('saving', () => {
  test('quick edits are one save, 300 ms after the last, kept in this window before the host is asked', async () => {
    const { saver, states, kept, puts } = setUp();
    saver.changed(named('A'));
    await wait(200);
    saver.changed(named('Ab'));
    await wait(299);
    expect(puts).toEqual([]);
    await wait(2);
    expect(puts).toEqual([textOf('Ab')]);
    expect([states, kept]).toEqual([
      ['saving', 'saved'],
      [textOf('Ab'), textOf('Ab')],
    ]);
  });

  test('typing without a pause is kept and saved all the same, every 600 ms', async () => {
    const { saver, kept, puts } = setUp();
    for (let letters = 1; letters <= 20; letters++) {
      saver.changed(named('A'.repeat(letters)));
      await wait(100);
    }
    expect(kept.at(0)).toBe(textOf('A'.repeat(6)));
    expect(puts).toEqual([6, 12, 18].map((letters) => textOf('A'.repeat(letters))));
  });

  test('an edit that was undone again is not sent', async () => {
    const { saver, states, puts } = setUp();
    saver.changed(named('A'));
    saver.changed(review());
    await wait(400);
    expect([states, puts]).toEqual([['saving', 'saved'], []]);
  });

  test('leaving the window saves at once', async () => {
    const { saver, far } = setUp();
    saver.changed(named('A'));
    saver.flush();
    await wait(0);
    expect(far.text()).toBe(textOf('A'));
  });

  test('without a host the edits stay, and are saved when it answers again', async () => {
    const { saver, states, road, far, kept } = setUp();
    road.isDown = true;
    saver.changed(named('A'));
    await wait(400);
    expect([states.at(-1), kept]).toEqual(['failed', [textOf('A')]]);
    road.isDown = false;
    await wait(2100);
    expect([states.at(-1), far.text()]).toEqual(['saved', textOf('A')]);
  });
});

describe('somebody else saves', () => {
  test('a save that was stored and never answered is known as our own, and what was typed since follows it', async () => {
    const { saver, states, road, far, conflict } = setUp();
    road.losesAnswers = true;
    saver.changed(named('A'));
    await wait(400);
    saver.changed(named('Ab'));
    road.losesAnswers = false;
    await wait(2500);
    expect([far.text(), states.at(-1), conflict()]).toEqual([textOf('Ab'), 'saved', null]);
  });

  test('it is known also where the host tells of it first', async () => {
    const { saver, states, road, far, conflict } = setUp();
    road.losesAnswers = true;
    saver.changed(named('A'));
    await wait(400);
    saver.changed(named('Ab'));
    road.losesAnswers = false;
    saver.remote(far.remote());
    expect(conflict()).toBeNull();
    await wait(2500);
    expect([far.text(), states.at(-1), conflict()]).toEqual([textOf('Ab'), 'saved', null]);
  });

  test('with nothing of ours at stake, theirs is taken', async () => {
    const { saver, far, states, puts } = setUp();
    far.store(textOf('Theirs'));
    saver.remote(far.remote());
    await wait(400);
    expect([saver.mine(), states.at(-1), puts]).toEqual([textOf('Theirs'), 'saved', []]);
  });

  test('with edits of our own, nothing is overwritten until somebody chooses', async () => {
    const { saver, far, states, conflict } = setUp();
    far.store(textOf('Theirs'));
    saver.changed(named('Mine'));
    await wait(400);
    expect([states.at(-1), far.text(), conflict()?.text]).toEqual([
      'conflict',
      textOf('Theirs'),
      textOf('Theirs'),
    ]);
    saver.changed(named('Mine and more'));
    await wait(400);
    expect([states.at(-1), far.text()]).toEqual(['conflict', textOf('Theirs')]);
  });

  test('mine: ours is saved over theirs, which has been seen', async () => {
    const { saver, far, states, conflict } = setUp();
    far.store(textOf('Theirs'));
    saver.changed(named('Mine'));
    await wait(400);
    const theirs = conflict();
    if (theirs === null) throw new Error('no conflict');
    saver.keepMine(theirs);
    await wait(0);
    expect([states.at(-1), far.text()]).toEqual(['saved', textOf('Mine')]);
  });

  test('theirs: the host keeps it, and editing goes on from it', async () => {
    const { saver, far, states, conflict } = setUp();
    far.store(textOf('Theirs'));
    saver.changed(named('Mine'));
    await wait(400);
    const theirs = conflict();
    if (theirs === null) throw new Error('no conflict');
    saver.takeTheirs(theirs);
    await wait(400);
    expect([states.at(-1), saver.mine()]).toEqual(['saved', textOf('Theirs')]);
    saver.changed(named('Next'));
    await wait(400);
    expect(far.text()).toBe(textOf('Next'));
  });

  test('the same text from two windows is no conflict', async () => {
    const { saver, far, states } = setUp();
    far.store(textOf('Same'));
    saver.changed(named('Same'));
    await wait(400);
    expect(states.at(-1)).toBe('saved');
  });

  test('an old answer that comes late says nothing', async () => {
    const { saver, far, states } = setUp();
    const old = far.remote();
    saver.changed(named('A'));
    await wait(400);
    saver.remote(old);
    await wait(400);
    expect([states.at(-1), saver.mine()]).toEqual(['saved', textOf('A')]);
  });
});
