import { closest } from '../../expression/closest.ts';
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { parseDuration } from '../duration.ts';
import type { Graph } from './graph.ts';
import { didYouMean, listed } from './report.ts';
import type { Report } from './report.ts';
import { isApproval, textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

/** What APPROVALS.md “The node” asks of every approval before it may be released. */
export function checkApprovals(steps: readonly Step[], graph: Graph, report: Report): void {
  for (const step of steps) {
    if (!isApproval(step) || !step.isValid) continue;
    checkDeadline(step, graph, report);
    checkTierOnTimeout(step, report);
    checkOpenedEvidence(step, report);
    checkRungs(step, report);
    warnAboutCard(step, report);
  }
}

function checkDeadline(step: Step, graph: Graph, report: Report): void {
  const timeout = textAt(step.config, 'timeout');
  const isWired = (graph.targets[step.index]?.get('timeout') ?? []).length > 0;
  if (timeout === null) {
    report.error(
      'approval_without_timeout',
      { node: step.name, field: 'config.timeout' },
      `${titleOf(step)} does not say how long it waits for an answer.`,
      'Set a time such as timeout: 24h, or timeout: none if it may wait for ever.',
    );
    return;
  }
  const action = textAt(step.config, 'onTimeout') ?? 'port';
  if (timeout === 'none') {
    if (isWired) {
      report.warn(
        'timeout_never_happens',
        { node: step.name, field: 'config.timeout' },
        `${titleOf(step)} waits for ever, so its way out ‘timeout’ is never taken.`,
        'Set a time such as timeout: 24h, or remove the wire.',
      );
    }
    return;
  }
  if (action === 'port' && !isWired) {
    report.error(
      'timeout_unwired',
      { node: step.name, field: 'config.timeout' },
      `Nobody says what happens when ${titleOf(step)} gets no answer in time.`,
      `Lead a wire from ${step.name}.timeout to a step, or set onTimeout: decline.`,
    );
  }
  if (action !== 'port' && isWired) {
    report.warn(
      'timeout_never_happens',
      { node: step.name, field: 'config.onTimeout' },
      `${titleOf(step)} goes on as ‘${action}’ when nobody answers, so its way out ‘timeout’ is never taken.`,
      'Set onTimeout: port, or remove the wire.',
    );
  }
}

/** `auto` is 2, or 3 where several must agree, as long as no policy says otherwise: silence must not approve it. */
function checkTierOnTimeout(step: Step, report: Report): void {
  if (textAt(step.config, 'onTimeout') !== 'approve') return;
  const tier = step.config['tier'] ?? 'auto';
  if (typeof tier !== 'number' && typeof tier !== 'string') return;
  if (tier === 0 || tier === 1) return;
  report.error(
    'timeout_approves',
    { node: step.name, field: 'config.onTimeout' },
    tier === 'auto'
      ? `${titleOf(step)} would approve itself when nobody answers. With tier: auto a person always has to say yes.`
      : `${titleOf(step)} would approve itself when nobody answers. At tier ${tier} a person always has to say yes.`,
    'Set onTimeout: decline, or lead the way out ‘timeout’ to a step. For small matters set tier: 1.',
  );
}

function checkOpenedEvidence(step: Step, report: Report): void {
  const labels = entriesAt(step.config, 'show').map((item) => textAt(item, 'label') ?? '');
  const require = step.config['require'];
  const open = isJsonObject(require) && Array.isArray(require['open']) ? require['open'] : [];
  open.forEach((label, i) => {
    if (typeof label !== 'string' || labels.includes(label)) return;
    report.error(
      'unknown_evidence',
      { node: step.name, field: `config.require.open.${i}` },
      `${titleOf(step)} asks the reviewer to open ‘${label}’, which is not among what it shows.`,
      didYouMean(
        closest(label, labels),
        labels.length === 0 ? 'Show it under show, or remove it here.' : `It shows ${listed(labels, 'and')}.`,
      ),
    );
  });
}

/** A reminder or escalation at or after the deadline never happens; saying so is kinder than silence. */
function checkRungs(step: Step, report: Report): void {
  const deadline = parseDuration(textAt(step.config, 'timeout') ?? '');
  if (deadline === null) return;
  const isLate = (after: Json | undefined): boolean =>
    typeof after === 'string' && (parseDuration(after) ?? 0) >= deadline;
  const remind = step.config['remind'];
  (Array.isArray(remind) ? remind : []).forEach((after, i) => {
    if (isLate(after)) warnLate(step, `config.remind.${i}`, 'A reminder', report);
  });
  entriesAt(step.config, 'escalate').forEach((rung, i) => {
    if (isLate(rung['after'])) warnLate(step, `config.escalate.${i}.after`, 'An escalation', report);
  });
}

function warnLate(step: Step, field: string, what: string, report: Report): void {
  report.warn(
    'after_the_deadline',
    { node: step.name, field },
    `${what} of ${titleOf(step)} comes at or after its deadline (${textAt(step.config, 'timeout') ?? ''}), so it never happens.`,
    'Choose an earlier time: all of them count from when the card was made.',
  );
}

function warnAboutCard(step: Step, report: Report): void {
  if (entriesAt(step.config, 'show').length === 0) {
    report.warn(
      'approval_without_preview',
      { node: step.name, field: 'config.show' },
      `${titleOf(step)} shows nothing of what is to be approved.`,
      'Show the text, the change or the file under show, so that nobody has to decide blindly.',
    );
  }
  // As it was drawn: an empty list that somebody wrote is an answer, the default is not.
  const assign = step.drawn.config?.['assign'];
  if (isJsonObject(assign) && Array.isArray(assign['exclude'])) return;
  report.warn(
    'approval_without_exclude',
    { node: step.name, field: 'config.assign.exclude' },
    `Whoever starts the run may approve their own request at ${titleOf(step)}.`,
    'Set exclude: [requester] under assign if somebody else has to decide, or exclude: [] if that is right.',
  );
}

function entriesAt(config: JsonObject, field: string): JsonObject[] {
  const value = config[field];
  return Array.isArray(value) ? value.filter((item) => isJsonObject(item)) : [];
}
