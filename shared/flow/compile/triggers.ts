import type { Report } from './report.ts';
import { isTrigger, textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

/** A flow starts somewhere, and no two webhooks of it answer at the same address. */
export function checkTriggers(steps: readonly Step[], report: Report): void {
  if (!steps.some((step) => isTrigger(step) || step.kind === null)) {
    report.error(
      'no_trigger',
      { field: 'nodes' },
      'This flow has nothing that starts it.',
      'Add a step of kind trigger.manual, trigger.webhook or trigger.schedule.',
    );
  }
  const byPath = new Map<string, Step>();
  for (const step of steps) {
    if (step.kind?.kind !== 'trigger.webhook' || !step.isValid) continue;
    const path = textAt(step.config, 'path') ?? '';
    const first = byPath.get(path);
    if (first === undefined) {
      byPath.set(path, step);
      continue;
    }
    report.error(
      'duplicate_webhook_path',
      { node: step.name, field: 'config.path' },
      `${titleOf(step)} and ${titleOf(first)} wait at the same address: ‘${path}’.`,
      'Give one of them another path.',
    );
  }
}
