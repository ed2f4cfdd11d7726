import type { Budget } from './budget.ts';
import { formatTime, parseTime, partsOf } from './calendar.ts';
import type { CalendarParts } from './calendar.ts';
import { parseDuration } from './duration.ts';
import { wrong } from './expression-error.ts';
import { durationArg, textArg, unfit } from './function-spec.ts';
import type { FunctionSpec } from './function-spec.ts';
import { duration, isMoment, time, typeOf } from './value.ts';
import type { Moment, Value } from './value.ts';

/** A date as it is, or the text of one. */
function timeArg(args: readonly Value[], name: string): Moment {
  const [value = null] = args;
  if (isMoment(value) && typeOf(value) === 'time') return value;
  if (typeof value !== 'string') throw unfit(name, 'a date', value);
  const ms = value.length <= 64 ? parseTime(value) : null;
  if (ms !== null) return time(ms);
  throw wrong(
    `The text given to ${name}(…) is not a date and time.`,
    'Write it as 2026-03-01, 2026-03-01T09:00:00Z or 2026-03-01T09:00:00+01:00.',
  );
}

function zoneArg(args: readonly Value[], i: number, name: string, budget: Budget): string {
  if (args.length <= i) return 'UTC';
  // Asking the time zone data is slow beside other work.
  budget.charge(250);
  return textArg(args, i, name);
}

function part(name: keyof CalendarParts, text: string, example: string): FunctionSpec {
  return {
    name,
    signature: `${name}(date, zone)`,
    text: `${text} In UTC, or in the time zone if one is given.`,
    example,
    arity: [1, 2],
    call: (args, budget) => partsOf(timeArg(args, name).ms, zoneArg(args, 1, name, budget))[name],
  };
}

function whole(name: string, unitMs: number, text: string, example: string): FunctionSpec {
  return {
    name,
    signature: `${name}(duration)`,
    text,
    example,
    arity: [1, 1],
    call: (args) => durationArg(args, 0, name).ms / unitMs,
  };
}

export const dateFunctions: FunctionSpec[] = [
  {
    name: 'timestamp',
    signature: 'timestamp(text)',
    text: 'A date and time, to compare, to add a duration to, or to subtract from another.',
    example: 'timestamp(run.startedAt) + duration("2d")',
    arity: [1, 1],
    call: (args) => timeArg(args, 'timestamp'),
  },
  {
    name: 'date',
    signature: 'date(text)',
    text: 'The start of a day in UTC, from a date or a date and time.',
    example: 'date(trigger.input.due) < date(run.startedAt)',
    arity: [1, 1],
    call: (args) => {
      const { ms } = timeArg(args, 'date');
      return time(Math.floor(ms / 86_400_000) * 86_400_000);
    },
  },
  {
    name: 'duration',
    signature: 'duration(text)',
    text: 'A length of time: 500ms, 30s, 15m, 4h, 2d, 1h30m.',
    example: 'timestamp(trigger.body.paidAt) - timestamp(trigger.body.orderedAt) > duration("14d")',
    arity: [1, 1],
    call: (args) => {
      const [value = null] = args;
      if (isMoment(value) && typeOf(value) === 'duration') return value;
      const text = textArg(args, 0, 'duration');
      const ms = text.length <= 64 ? parseDuration(text) : null;
      if (ms !== null) return duration(ms);
      throw wrong(
        'The text given to duration(…) is not a duration.',
        'Write it as 500ms, 30s, 15m, 4h, 2d or 1h30m.',
      );
    },
  },
  {
    name: 'format',
    signature: 'format(date, pattern, zone)',
    text: 'The date as text: yyyy, MM, MMM, MMMM, dd, d, EEE, EEEE, HH, mm, ss, SSS; other words in single quotes. In UTC, or in the time zone if one is given.',
    example: 'format(run.startedAt, "d MMMM yyyy, HH:mm", "Europe/Berlin")',
    arity: [2, 3],
    call: (args, budget) => {
      const pattern = textArg(args, 1, 'format');
      if (pattern.length > 200) {
        throw wrong(
          'The pattern given to format(…) is longer than 200 characters.',
          'Join longer texts with +.',
        );
      }
      budget.charge(10 + pattern.length);
      return formatTime(timeArg(args, 'format').ms, pattern, zoneArg(args, 2, 'format', budget));
    },
  },
  part('year', 'The year of a date.', 'year(run.startedAt)'),
  part('month', 'The month of a date, 1 to 12.', 'month(run.startedAt, "Europe/Berlin")'),
  part('day', 'The day of the month, 1 to 31.', 'day(trigger.input.due) == 1'),
  part(
    'weekday',
    'The day of the week, 1 (Monday) to 7 (Sunday).',
    'weekday(run.startedAt, "Europe/Berlin") > 5',
  ),
  part('hour', 'The hour of the day, 0 to 23.', 'hour(run.startedAt, "Europe/Berlin") < 9'),
  part('minute', 'The minute of the hour, 0 to 59.', 'minute(run.startedAt)'),
  part('second', 'The second of the minute, 0 to 59.', 'second(run.startedAt)'),
  whole(
    'days',
    86_400_000,
    'How many days a duration lasts, with decimals.',
    'days(timestamp(run.startedAt) - timestamp(trigger.body.orderedAt)) > 14',
  ),
  whole('hours', 3_600_000, 'How many hours a duration lasts, with decimals.', 'hours(duration("90m"))'),
  whole('minutes', 60_000, 'How many minutes a duration lasts, with decimals.', 'minutes(duration("1h30m"))'),
  whole('seconds', 1000, 'How many seconds a duration lasts, with decimals.', 'seconds(duration("15m"))'),
];
