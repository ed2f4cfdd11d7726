import { closest } from '../../expression/closest.ts';
import { connectionKindOf } from '../../steps/connection-kind.ts';
import type { ConnectionSlot } from '../drawing.ts';
import { didYouMean, listed } from './report.ts';
import type { Report } from './report.ts';
import { textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

/** Every connection a step names is declared, and is of the kind the step can work with. */
export function checkConnections(
  slots: Record<string, ConnectionSlot>,
  steps: readonly Step[],
  report: Report,
): void {
  const names = Object.keys(slots);
  const used = new Set<string>();
  for (const step of steps) {
    const name = textAt(step.config, 'connection');
    // A formula here is reported as one.
    if (name === null || name.includes('{{') || step.kind === null) continue;
    used.add(name);
    const place = { node: step.name, field: 'config.connection' };
    const needed = step.isValid ? connectionKindOf(step.kind, step.config) : (step.kind.connection ?? null);
    const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (slot === undefined) {
      report.error(
        'unknown_connection',
        place,
        `${titleOf(step)} uses the connection ‘${name}’, which this flow does not declare.`,
        didYouMean(
          closest(name, names),
          `Declare it under connections, for example ${name}: { kind: ${needed ?? 'http'} }${
            names.length === 0 ? '.' : `, or use ${listed(names, 'or')}.`
          }`,
        ),
      );
    } else if (needed !== null && slot.kind !== needed) {
      report.error(
        'wrong_connection_kind',
        place,
        `${titleOf(step)} needs a connection of kind ${needed}, and ‘${name}’ is of kind ${slot.kind}.`,
        `Choose a connection of kind ${needed}, or change the kind of ‘${name}’ under connections.`,
      );
    }
  }
  for (const name of names) {
    if (used.has(name)) continue;
    report.warn(
      'unused_connection',
      { field: `connections.${name}` },
      `The connection ‘${name}’ is declared, but no step uses it.`,
      'Remove it, or name it in the step that needs it.',
    );
  }
}
