import { Cron } from 'croner';
import { parseDuration } from '../../shared/flow/duration.ts';
import { nextTimes } from '../../shared/flow/schedule-times.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';

/** When a schedule fires. `every` counts from the Unix epoch, so that all machines agree. */
export type Spec = Pick<ConfigOf<'trigger.schedule'>, 'cron' | 'every' | 'timezone' | 'misfire' | 'maxLate'>;

/** First slot after an instant; null when there is none ever again. Epoch ms. */
export function nextSlot(spec: Spec, after: number): number | null {
  return nextTimes(spec, after, 1)[0] ?? null;
}

/** How many of the slots nobody was there for are looked at one by one; older ones are only counted as dropped. */
const mostListed = 1000;
/** How many missed slots `misfire: all` catches up on, the newest. */
const mostCaughtUp = 100;
/** Slots this late are on time while the host runs: it was only busy. */
const busyMs = 5_000;
/** The newest slot is on time even then: after a jump of the clock the host looks within 30 s. */
const graceMs = 60_000;

export type Judged = {
  /** Slots to start a run for, oldest first. */
  fire: number[];
  /** Slots that get none by the trigger's own rule, oldest first, the newest `mostListed` of them. */
  missed: number[];
  /** The newest slot up to now: everything up to it is dealt with. */
  last: number;
};

/**
 * What to do about the slots in `(after, now]`: FLOW-FORMAT `misfire` and `maxLate`. Never one that is still to come.
 * Before `runningSince` nobody was there, so what came then was missed however short ago it is.
 */
export function judgeSlots(spec: Spec, after: number, now: number, runningSince = after): Judged {
  const slots = newestSlots(spec, after, now);
  const last = slots.at(-1) ?? after;
  const isOnTime = (slot: number): boolean =>
    slot >= runningSince && now - slot <= (slot === last ? graceMs : busyMs);
  const onTime = slots.filter(isOnTime);
  const late = slots.filter((slot) => !isOnTime(slot));
  const maxLateMs =
    spec.maxLate === undefined
      ? Number.POSITIVE_INFINITY
      : (parseDuration(spec.maxLate) ?? Number.POSITIVE_INFINITY);
  const catchable = late.filter((slot) => now - slot <= maxLateMs);
  const caughtUp = catchUp(spec.misfire, catchable, onTime.length > 0);
  return { fire: [...caughtUp, ...onTime], missed: late.filter((slot) => !caughtUp.includes(slot)), last };
}

function catchUp(misfire: Spec['misfire'], late: number[], somethingFires: boolean): number[] {
  if (misfire === 'skip') return [];
  if (misfire === 'all') return late.slice(-mostCaughtUp);
  return somethingFires ? [] : late.slice(-1);
}

function newestSlots(spec: Spec, after: number, now: number): number[] {
  const every = everyMs(spec);
  if (every !== null) {
    const last = Math.floor(now / every) * every;
    const first = Math.max(last - (mostListed - 1) * every, (Math.floor(after / every) + 1) * every);
    return Array.from(
      { length: Math.max(0, Math.round((last - first) / every) + 1) },
      (_, index) => first + index * every,
    );
  }
  const cron = cronOf(spec);
  const slots: number[] = [];
  // `previousRuns` looks before its reference, and a slot at this very instant counts.
  for (let before = now + 1; slots.length < mostListed;) {
    const runs = cron.previousRuns(8, new Date(before)).map((run) => run.getTime());
    const fresh = runs.filter((slot) => slot > after && slot <= now && slot < before);
    slots.push(...fresh);
    const oldest = fresh.at(-1);
    if (oldest === undefined || fresh.length < runs.length) break;
    before = oldest;
  }
  return slots.slice(0, mostListed).reverse();
}

function everyMs(spec: Spec): number | null {
  return spec.every === undefined ? null : Math.max(parseDuration(spec.every) ?? 0, 1000);
}

function cronOf(spec: Spec): Cron {
  return new Cron(spec.cron ?? '', { timezone: spec.timezone, paused: true });
}
