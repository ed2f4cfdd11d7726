import { describe, expect, test } from 'vitest';
import { createPace } from '../../../electron/notify/pace.ts';
import { quietUntil } from '../../../electron/notify/quiet-hours.ts';
import type { Desktop, Toast } from '../../../electron/notify/desktop.ts';
import type { QuietHours } from '../../../shared/api/desktop-messages.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const monday = (hours: number, minutes = 0): number => new Date(2026, 2, 9, hours, minutes).getTime();
const toast = (id: string): Toast => ({ id, title: `Title ${id}`, body: '', urgent: false, actions: [] });

/** What is on the screen, by title. */
function open(options: { at?: number; quiet?: QuietHours; missed?: boolean; dueAt?: number } = {}) {
  const clock = createVirtualClock(options.at ?? monday(9));
  const screen = new Map<string, Toast>();
  const waiting = new Set<string>();
  let missed = options.missed ?? false;
  let counted = 0;
  const desktop: Desktop = {
    show: async (shown) => void screen.set(shown.id, shown),
    withdraw: async (id) => void screen.delete(id),
    shows: (id) => screen.has(id),
    look: async () => undefined,
    describe: () => ({ available: true, reason: null, buttons: true, reply: false, keeps: false }),
    close: async () => undefined,
  };
  const pace = createPace({
    desktop,
    clock,
    waiting: async () => {
      counted++;
      return { count: waiting.size, firstDue: options.dueAt ?? null };
    },
    quietUntil: () => quietUntil(options.quiet ?? null, clock.now()),
    missed: { get: () => missed, set: (next) => (missed = next) },
    log: () => undefined,
  });
  return {
    pace,
    clock,
    titles: () => [...screen.values()].map(({ title }) => title),
    press: (id: string) => screen.delete(id),
    counted: () => counted,
    ask: async (...ids: string[]) => {
      for (const id of ids) {
        waiting.add(id);
        await pace.ask(toast(id));
      }
    },
    decide: async (id: string) => {
      waiting.delete(id);
      await pace.gone(id);
    },
  };
}

describe('many questions', () => {
  test('three in a minute are three messages; a fourth makes them one, with the soonest deadline', async () => {
    const { ask, titles } = open({ dueAt: monday(15) });
    await ask('a', 'b', 'c');
    expect(titles()).toEqual(['Title a', 'Title b', 'Title c']);
    await ask('d');
    expect(titles()).toEqual(['4 waiting, first due 15:00']);
  });

  test('a reminder of the same card is not another one, and a minute later counting begins anew', async () => {
    const { ask, titles, clock } = open();
    await ask('a', 'b', 'c', 'a');
    expect(titles()).toHaveLength(3);
    await clock.advance(60_000);
    await ask('d', 'e');
    expect(titles()).toHaveLength(5);
  });

  test('a thousand at once are one message, and are counted a few times only', async () => {
    const { ask, titles, clock, counted } = open();
    await ask(...Array.from({ length: 1000 }, (_, index) => `card ${index}`));
    await clock.advance(1000);
    expect([titles(), counted()]).toEqual([['1000 waiting'], 2]);
  });

  test('the one message counts down as cards are decided, goes with the last, and does not come back once closed', async () => {
    const { ask, decide, titles, clock, press } = open();
    await ask('a', 'b', 'c', 'd');
    await decide('a');
    await clock.advance(1000);
    expect(titles()).toEqual(['3 waiting']);
    for (const id of ['b', 'c', 'd']) await decide(id);
    await clock.advance(1000);
    expect(titles()).toEqual([]);
    await clock.advance(60_000);
    await ask('e', 'f', 'g', 'h');
    press('waiting');
    await decide('e');
    await clock.advance(1000);
    expect(titles()).toEqual([]);
  });
});

describe('quiet hours', () => {
  const night: QuietHours = { from: '22:00', to: '07:00', days: [1, 2, 3, 4, 5] };

  test('nothing pops up in them; after them one message tells what waits, then what steps said', async () => {
    const { ask, titles, clock, pace } = open({ at: monday(23), quiet: night });
    await ask('a', 'b');
    await pace.say(toast('step:1'));
    await clock.advance(8 * 3_600_000 - 1);
    expect(titles()).toEqual([]);
    await clock.advance(60_000);
    expect(titles()).toEqual(['2 waiting', 'Title step:1']);
  });

  test('what was decided meanwhile is not told', async () => {
    const { ask, decide, titles, clock } = open({ at: monday(23), quiet: night });
    await ask('a');
    await decide('a');
    await clock.advance(9 * 3_600_000);
    expect(titles()).toEqual([]);
  });

  test('what was held back before a restart is told after it', async () => {
    const { pace, ask, titles, clock } = open({ at: monday(9), quiet: night, missed: true });
    await ask('a');
    pace.begin();
    await clock.advance(0);
    expect(titles()).toEqual(['Title a', '1 waiting']);
  });

  test.each<[string, QuietHours | null, number, number | null]>([
    ['none', null, monday(23), null],
    ['over night, in the evening', night, monday(22), monday(24 + 7)],
    ['over night, in the morning after', night, monday(24 + 6, 59), monday(24 + 7)],
    ['over night, when they end', night, monday(24 + 7), null],
    ['over night, before they begin', night, monday(21, 59), null],
    ['on a Monday morning they would have begun on a Sunday', night, monday(3), null],
    ['on a Saturday morning they began on a Friday', night, monday(5 * 24 + 3), monday(5 * 24 + 7)],
    ['within a day', { from: '12:00', to: '13:00', days: [1] }, monday(12, 30), monday(13)],
    ['within another day', { from: '12:00', to: '13:00', days: [2] }, monday(12, 30), null],
    ['from midnight to midnight', { from: '00:00', to: '00:00', days: [1] }, monday(0), monday(24)],
  ])('%s', (_, quiet, now, until) => {
    expect(quietUntil(quiet, now)).toBe(until);
  });
});
