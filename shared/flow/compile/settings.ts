import {
  isFlowId,
  flowIdRule,
  isNodeName,
  isPortName,
  nodeNameRule,
  portNameRule,
} from '../../steps/names.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import { parseDuration } from '../duration.ts';
import type { Report } from './report.ts';
import { isTrigger, titleOf } from './step.ts';
import type { Step } from './step.ts';
import { durationFix } from './times.ts';

/** The flow's own fields: its identity, names of inputs and connections, how long runs are kept. */
export function checkSettings(drawing: Drawing, report: Report): void {
  if (!isFlowId(drawing.id)) {
    report.error('bad_name', { field: 'id' }, `A flow cannot have the id ‘${drawing.id}’.`, flowIdRule);
  }
  for (const name of Object.keys(drawing.inputs ?? {})) {
    if (isNodeName(name)) continue;
    report.error(
      'bad_name',
      { field: `inputs.${name}` },
      `An input cannot be called ‘${name}’.`,
      nodeNameRule,
    );
  }
  for (const name of Object.keys(drawing.connections ?? {})) {
    if (isPortName(name)) continue;
    report.error(
      'bad_name',
      { field: `connections.${name}` },
      `A connection cannot be called ‘${name}’.`,
      portNameRule,
    );
  }
  const retention = drawing.settings?.retention;
  if (retention !== undefined && !isAbove(parseDuration(retention), 0)) {
    report.error(
      'invalid_duration',
      { field: 'settings.retention' },
      `‘${retention}’ is not a length of time for which runs can be kept.`,
      'Write it like 30d or 90d.',
    );
  }
}

/** `retry`, `timeout` and `visits`, which stand beside a step's config. */
export function checkNodeSettings(steps: readonly Step[], report: Report): void {
  for (const step of steps) {
    checkVisits(step, report);
    checkRetry(step, report);
    checkTimeout(step, report);
  }
}

function checkVisits(step: Step, report: Report): void {
  const { visits } = step.drawn;
  if (visits === undefined) return;
  const place = { node: step.name, field: 'visits' };
  if (!Number.isSafeInteger(visits) || visits < 1) {
    report.error(
      'invalid_visits',
      place,
      `${titleOf(step)} cannot run ${visits} times.`,
      'Write a whole number from 1 on.',
    );
  } else if (isTrigger(step)) {
    report.error(
      'not_for_this_kind',
      place,
      `${titleOf(step)} starts runs, so it is never repeated in one.`,
      'Remove visits.',
    );
  }
}

function checkRetry(step: Step, report: Report): void {
  const { retry } = step.drawn;
  if (retry === undefined) return;
  if (step.kind?.canFail === false) return refuse(step, 'retry', report);
  if (!Number.isSafeInteger(retry.attempts) || retry.attempts < 1) {
    report.error(
      'invalid_retry',
      { node: step.name, field: 'retry.attempts' },
      `${titleOf(step)} cannot be tried ${retry.attempts} times.`,
      'Write a whole number from 1 on; the first try counts.',
    );
  }
  if (retry.factor !== undefined && !(retry.factor >= 1)) {
    report.error(
      'invalid_retry',
      { node: step.name, field: 'retry.factor' },
      `The time between tries of ${titleOf(step)} cannot grow by ${retry.factor}.`,
      'Write 1 for equal times, 2 to double them.',
    );
  }
  const backoff = retry.backoff === undefined ? 0 : parseDuration(retry.backoff);
  if (backoff === null) {
    report.error(
      'invalid_duration',
      { node: step.name, field: 'retry.backoff' },
      `‘${retry.backoff ?? ''}’ in ${titleOf(step)} is not a length of time.`,
      durationFix,
    );
  }
}

function checkTimeout(step: Step, report: Report): void {
  const { timeout } = step.drawn;
  if (timeout === undefined) return;
  if (step.kind?.canFail === false) return refuse(step, 'timeout', report);
  if (isAbove(parseDuration(timeout), 0)) return;
  report.error(
    'invalid_duration',
    { node: step.name, field: 'timeout' },
    `‘${timeout}’ in ${titleOf(step)} is not a length of time that a step can take.`,
    durationFix,
  );
}

/** Refused rather than ignored: on an approval or a wait the author surely meant the deadline in its config. */
function refuse(step: Step, field: keyof DrawingNode, report: Report): void {
  const takesDeadline = field === 'timeout' && ['approval', 'wait'].includes(step.kind?.kind ?? '');
  report.error(
    'not_for_this_kind',
    { node: step.name, field },
    `${titleOf(step)} is of kind ${step.drawn.kind}, which has no ${field} of its own.`,
    takesDeadline ? 'Put timeout inside config.' : `Remove ${field}.`,
  );
}

function isAbove(value: number | null, least: number): boolean {
  return value !== null && value > least;
}
