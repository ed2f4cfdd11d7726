import { closest } from '../../expression/closest.ts';
import { isJsonObject } from '../../json.ts';
import type { Graph } from './graph.ts';
import type { Reach } from './reach.ts';
import { didYouMean } from './report.ts';
import type { Report } from './report.ts';
import { textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

/** A wait that asks after a job needs one that was started before it and goes on by itself. */
export function checkWaits(steps: readonly Step[], graph: Graph, reach: Reach, report: Report): void {
  const jobs = steps.filter(isDetached).map((step) => step.name);
  for (const step of steps) {
    if (step.kind?.kind !== 'wait' || !step.isValid) continue;
    checkDeadline(step, graph, report);
    const poll = step.config['poll'];
    if (!isJsonObject(poll)) continue;
    const name = textAt(poll, 'job') ?? '';
    const job = steps.find((other) => other.name === name);
    const place = { node: step.name, field: 'config.poll.job' };
    if (job === undefined) {
      report.error(
        'unknown_node',
        place,
        `${titleOf(step)} asks after the job of ‘${name}’, and no step has this name.`,
        didYouMean(closest(name, jobs), 'Name the ssh step that starts the job with detach: true.'),
      );
    } else if (!isDetached(job)) {
      report.error(
        'job_not_detached',
        place,
        `${titleOf(step)} asks after the job of ${titleOf(job)}, which leaves no job behind.`,
        'Name an ssh step with detach: true.',
      );
    } else if (!reach.leads(job.index, step.index)) {
      report.error(
        'never_before',
        place,
        `${titleOf(step)} asks after the job of ${titleOf(job)}, which can never have run before it.`,
        `Lead a way from ${titleOf(job)} to ${titleOf(step)}.`,
      );
    }
  }
}

function isDetached(step: Step): boolean {
  return step.kind?.kind === 'ssh' && step.config['detach'] === true;
}

function checkDeadline(step: Step, graph: Graph, report: Report): void {
  const timeout = textAt(step.config, 'timeout');
  const isWired = (graph.targets[step.index]?.get('timeout') ?? []).length > 0;
  if (timeout !== null && timeout !== 'none' && !isWired) {
    report.error(
      'timeout_unwired',
      { node: step.name, field: 'config.timeout' },
      `Nobody says what happens when ${titleOf(step)} gets no answer in time.`,
      `Lead a wire from ${step.name}.timeout to a step, or remove the timeout.`,
    );
  }
  if ((timeout === null || timeout === 'none') && isWired) {
    report.warn(
      'timeout_never_happens',
      { node: step.name, field: 'config.timeout' },
      `${titleOf(step)} waits for ever, so its way out ‘timeout’ is never taken.`,
      'Set a time such as timeout: 24h, or remove the wire.',
    );
  }
}
