import { AppError } from '../../errors.ts';
import { parseDuration } from '../../flow/duration.ts';
import { fieldProblem } from '../../flow/problem.ts';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Field } from '../../steps/field.ts';
import { checkFields, isDate } from '../../steps/field-value.ts';
import type { RunInput } from '../input.ts';
import { opened } from '../opened.ts';
import type { Program, ProgramNode } from '../program.ts';
import { renderConfig } from '../render.ts';
import type { Visit } from '../state.ts';
import { scopeOf } from '../variables.ts';
import { findVisit } from '../visits.ts';
import type { Entry } from './entry.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** The last instant a Date can hold: later is as good as never. */
const lastInstant = 8_640_000_000_000_000;

export function enterWait(work: Work, node: ProgramNode, visit: number, entry: Entry): void {
  const scope = scopeOf(work.program, work.state, { node, from: entry.from }, work.world);
  const config = renderConfig(node, scope, 'open');
  if (node.definition.kind === 'sleep') enterSleep(work, node, visit, entry, config);
  else enterCallback(work, node, visit, entry, config);
}

function enterSleep(work: Work, node: ProgramNode, visit: number, entry: Entry, config: Json): void {
  const { for: duration, until: moment } = isJsonObject(config) ? config : {};
  const until = duration === undefined || duration === null ? instant(moment) : after(work, duration);
  emit(work, {
    type: 'step.waiting',
    node: node.name,
    visit,
    data: { ...entry, kind: 'timer', until, input: config },
  });
  if (until <= work.world.at) wake(work, node, visit, until);
}

function wake(work: Work, node: ProgramNode, visit: number, until: number): void {
  const output = { until: new Date(until).toISOString() };
  emit(work, { type: 'step.succeeded', node: node.name, visit, data: { port: 'done', output } });
  leave(work, node, visit, 'done');
}

function after(work: Work, duration: Json): number {
  const ms = typeof duration === 'string' ? parseDuration(duration.trim()) : null;
  if (ms === null) {
    throw new AppError('invalid_input', `“${shown(duration)}” is not a length of time.`, {
      fix: 'Write it like 30s, 15m, 4h, 2d or 1h30m.',
    });
  }
  return Math.min(work.world.at + ms, lastInstant);
}

function instant(moment: Json | undefined): number {
  const text = typeof moment === 'string' ? moment.trim() : '';
  const ms = isDate(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new AppError('invalid_input', `“${shown(moment ?? null)}” is not a moment in time.`, {
    fix: 'Write it like 2026-03-09T14:00:00Z.',
  });
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function enterCallback(work: Work, node: ProgramNode, visit: number, entry: Entry, config: Json): void {
  const timeout = isJsonObject(config) ? config['timeout'] : undefined;
  // `none` is how a wait says that it has no end.
  const until = timeout === undefined || timeout === null || timeout === 'none' ? null : after(work, timeout);
  emit(work, {
    type: 'step.waiting',
    node: node.name,
    visit,
    data: { ...entry, kind: 'callback', until, input: config },
  });
  const body = work.world.earlyCallback(node.name, visit);
  if (body !== undefined && checkCallback(work.program, node.name, opened(work.world, body)) === null)
    answer(work, node, visit, body);
}

function answer(work: Work, node: ProgramNode, visit: number, body: Json, practice = false): void {
  const data = { port: 'done', output: { body }, ...(practice ? { practice } : {}) };
  emit(work, { type: 'step.succeeded', node: node.name, visit, data });
  leave(work, node, visit, 'done');
}

/** Whether a callback's whole body is what the wait's `schema` asks for; also for one that comes before its wait. */
export function checkCallback(program: Program, node: string, body: Json): AppError | null {
  const schema = program.find(node)?.definition.config['schema'];
  if (!isJsonObject(schema)) return null;
  const problems = checkFields(schema as Record<string, Field>, body); // the kind's schema has checked the fields
  if (problems.length === 0) return null;
  const fix = 'Send it again with the fields that this step asks for. It is still waiting.';
  const details = problems.map(({ path, message }) => fieldProblem(path, message, fix));
  const [first] = problems;
  const what = first === undefined || first.path === '' ? 'the body' : `“${first.path}”`;
  return new AppError('invalid_input', `This answer does not fit: ${what}: ${first?.message ?? ''}`, {
    fix,
    details,
  });
}

/** Somebody calls back. The deadline's own instant is already too late, also where nobody has looked at it yet. */
export function onCallback(work: Work, input: Extract<RunInput, { type: 'callback' }>): AppError | null {
  const visit = findVisit(work.state, input.node, input.visit);
  const node = work.program.find(input.node);
  if (visit === undefined || node === undefined) {
    return new AppError('not_found', 'This run does not wait for this call.', {
      fix: 'Check the address. It is the one that the flow handed out, complete and unchanged.',
    });
  }
  const late = refuseLate(work, visit);
  if (late !== null) return late;
  const refused = checkCallback(work.program, input.node, opened(work.world, input.body));
  if (refused === null) answer(work, node, input.visit, input.body, input.practice);
  return refused;
}

function refuseLate(work: Work, visit: Visit): AppError | null {
  const { at } = work.world;
  if (work.state.endedAt !== null) return over('The run has ended, so nothing waits for this call any more.');
  if (visit.status === 'waiting' && visit.kind === 'callback') {
    if (visit.until === null || at < visit.until) return null;
    return over('This call came after the deadline of the wait.');
  }
  if (visit.status === 'succeeded' && visit.port === 'done') return over('This wait was answered already.');
  if (visit.status === 'succeeded') return over('This call came after the deadline of the wait.');
  return over('This wait is over.');
}

function over(message: string): AppError {
  return new AppError('expired', message, {
    fix: 'Nothing is left to do here. The run shows what happened.',
  });
}

/** The clock has come to a wait's end. */
export function onWaitDue(work: Work, visit: Visit & { status: 'waiting' }): void {
  const node = work.program.node(visit.node);
  if (visit.kind === 'timer') return wake(work, node, visit.visit, visit.until ?? work.world.at);
  const data = { port: 'timeout', output: { body: null } };
  emit(work, { type: 'step.succeeded', node: visit.node, visit: visit.visit, data });
  leave(work, node, visit.visit, 'timeout');
}
