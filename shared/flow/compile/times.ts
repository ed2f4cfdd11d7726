import { CronPattern } from 'croner';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import { parseDuration } from '../duration.ts';
import type { Report } from './report.ts';
import { textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

export const durationFix = 'Write it like 500ms, 30s, 15m, 4h, 2d or 1h30m.';

/** Every duration, cron line, time zone and time of the steps, wherever it is fixed and not worked out by a formula. */
export function checkTimes(steps: readonly Step[], report: Report): void {
  for (const step of steps) {
    if (!step.isValid) continue;
    for (const { field, value, leastMs } of durationsOf(step))
      checkDuration(step, field, value, leastMs, report);
    if (step.kind?.kind === 'trigger.schedule') checkSchedule(step, report);
    if (step.kind?.kind === 'sleep') checkUntil(step, report);
  }
}

type Found = { field: string; value: Json | undefined; leastMs: number };

function durationsOf(step: Step): Found[] {
  const { config } = step;
  switch (step.kind?.kind) {
    case 'trigger.schedule':
      return [
        { field: 'config.every', value: config['every'], leastMs: 1000 },
        { field: 'config.maxLate', value: config['maxLate'], leastMs: 1 },
      ];
    case 'sleep':
      return [{ field: 'config.for', value: config['for'], leastMs: 0 }];
    case 'wait': {
      const poll = config['poll'];
      return [
        { field: 'config.timeout', value: config['timeout'], leastMs: 1 },
        { field: 'config.poll.every', value: isJsonObject(poll) ? poll['every'] : undefined, leastMs: 1000 },
      ];
    }
    case 'approval': {
      const { remind, escalate, timeout } = config;
      return [
        { field: 'config.timeout', value: timeout === 'none' ? undefined : timeout, leastMs: 1 },
        ...listOf(remind).map((value, i) => ({ field: `config.remind.${i}`, value, leastMs: 1 })),
        ...listOf(escalate).map((rung, i) => ({
          field: `config.escalate.${i}.after`,
          value: isJsonObject(rung) ? rung['after'] : undefined,
          leastMs: 1,
        })),
      ];
    }
    default:
      return [];
  }
}

function checkDuration(
  step: Step,
  field: string,
  value: Json | undefined,
  leastMs: number,
  report: Report,
): void {
  if (typeof value !== 'string' || value.includes('{{')) return;
  const ms = parseDuration(value);
  const place = { node: step.name, field };
  if (ms === null) {
    report.error(
      'invalid_duration',
      place,
      `‘${value}’ in ${titleOf(step)} is not a length of time.`,
      durationFix,
    );
  } else if (ms < leastMs) {
    report.error(
      'invalid_duration',
      place,
      `‘${value}’ in ${titleOf(step)} is too short.`,
      leastMs >= 1000 ? 'Write 1s or more.' : 'Write a time above zero.',
    );
  }
}

function checkSchedule(step: Step, report: Report): void {
  const cron = textAt(step.config, 'cron');
  if (cron !== null && !cron.includes('{{') && !isCron(cron)) {
    report.error(
      'invalid_cron',
      { node: step.name, field: 'config.cron' },
      `‘${cron}’ in ${titleOf(step)} is not a time plan.`,
      'Write five parts: minute, hour, day, month, weekday. 0 9 * * 1-5 is every working day at 9:00.',
    );
  }
  const timezone = textAt(step.config, 'timezone');
  if (timezone !== null && !timezone.includes('{{') && !isTimezone(timezone)) {
    report.error(
      'invalid_timezone',
      { node: step.name, field: 'config.timezone' },
      `‘${timezone}’ in ${titleOf(step)} is not a time zone.`,
      'Write its IANA name, such as Europe/Berlin or UTC.',
    );
  }
}

function checkUntil(step: Step, report: Report): void {
  const until = textAt(step.config, 'until');
  if (until === null || until.includes('{{') || isMoment(until)) return;
  report.error(
    'invalid_time',
    { node: step.name, field: 'config.until' },
    `‘${until}’ in ${titleOf(step)} is not a point in time.`,
    'Write it like 2026-03-01T09:00:00Z, with the time zone at the end.',
  );
}

function isCron(text: string): boolean {
  try {
    return new CronPattern(text).pattern !== '';
  } catch {
    return false; // croner says by throwing that it is no plan
  }
}

function isTimezone(name: string): boolean {
  // Offsets such as +01:00 are no names: they know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // Intl says by throwing that it does not know the zone
  }
}

/** RFC 3339 with its zone; a time without one means another moment on another machine. */
function isMoment(text: string): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
  return shape.test(text) && !Number.isNaN(Date.parse(text));
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
