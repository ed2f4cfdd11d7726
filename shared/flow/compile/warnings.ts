import { parseDuration } from '../duration.ts';
import type { Graph } from './graph.ts';
import { reachedFrom } from './reach.ts';
import type { Report } from './report.ts';
import { isApproval, isTrigger, titleOf } from './step.ts';
import type { Step } from './step.ts';

const longSshMs = 10 * 60_000;

/** What may be meant, but is worth a second look before a release. */
export function warnAboutSteps(steps: readonly Step[], graph: Graph, report: Report): void {
  const triggers = steps.filter(isTrigger).map((step) => step.index);
  const reached = reachedFrom(triggers, graph.next);
  const unapproved = reachedFrom(triggers, graph.next, (i) => {
    const step = steps[i];
    return step === undefined || !isApproval(step);
  });
  for (const step of steps) {
    if (reached[step.index] !== 1) {
      // Without any trigger every step is unreachable; that is said once, as the error it is.
      if (triggers.length > 0) warnUnreachable(step, report);
    } else if (step.effect === 'write' && unapproved[step.index] === 1) {
      report.warn(
        'write_without_approval',
        { node: step.name },
        `${titleOf(step)} changes something outside, and on some way to it nobody is asked.`,
        'Put an approval before it, or leave it if that is meant. If it only reads, set effect: read.',
      );
    }
    warnAboutLongSsh(step, report);
    warnAboutOpenPorts(step, graph, report);
  }
}

function warnUnreachable(step: Step, report: Report): void {
  report.warn(
    'unreachable_node',
    { node: step.name },
    `Nothing leads to ${titleOf(step)}, so it never runs.`,
    'Lead a wire to it, or remove it.',
  );
}

/** A session that is held for long breaks with the network; a job that was left behind does not. */
function warnAboutLongSsh(step: Step, report: Report): void {
  if (step.kind?.kind !== 'ssh' || step.config['detach'] === true) return;
  const { timeout } = step.drawn;
  const ms = timeout === undefined ? null : parseDuration(timeout);
  const isLong = timeout === undefined ? step.config['script'] !== undefined : ms !== null && ms > longSshMs;
  if (!isLong) return;
  report.warn(
    'long_ssh',
    { node: step.name, field: timeout === undefined ? 'config.script' : 'timeout' },
    timeout === undefined
      ? `${titleOf(step)} runs a script and does not say how long it may take. A broken connection would leave its end unknown.`
      : `${titleOf(step)} may hold its connection for ${timeout}. If it breaks, nobody knows how the job ended.`,
    'Set detach: true and put a step of kind wait behind it, or set a timeout of 10m or less.',
  );
}

/** `declined`, `changes`, `error` and `limit` have a meaning of their own when open; these simply stop. */
function warnAboutOpenPorts(step: Step, graph: Graph, report: Report): void {
  const isBranch = step.kind?.kind === 'branch';
  if (!isBranch && !isApproval(step)) return;
  const own = step.ports.filter(
    (port) => !['declined', 'changes', 'timeout', 'error', 'limit'].includes(port),
  );
  for (const port of own) {
    if ((graph.targets[step.index]?.get(port) ?? []).length > 0) continue;
    report.warn(
      'open_port',
      { node: step.name, ...fieldOf(step, port) },
      `Nothing comes after ${titleOf(step)} when it goes the way ‘${port}’: that way ends there.`,
      `Lead a wire from ${step.name}.${port} to a step, or to an end.`,
    );
  }
}

function fieldOf(step: Step, port: string): { field?: string } {
  const list = isApproval(step) ? 'alternatives' : 'cases';
  const entries = step.config[list];
  const at = Array.isArray(entries)
    ? entries.findIndex(
        (entry) => typeof entry === 'object' && entry !== null && 'name' in entry && entry['name'] === port,
      )
    : -1;
  return at === -1 ? {} : { field: `config.${list}.${at}` };
}
