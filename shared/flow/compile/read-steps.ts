import { closest } from '../../expression/closest.ts';
import type { JsonObject } from '../../json.ts';
import { checkConfig } from '../../steps/check-config.ts';
import { kindOf, laterKinds, stepKinds } from '../../steps/index.ts';
import type { StepKind } from '../../steps/kind.ts';
import { isNodeName, nodeNameRule } from '../../steps/names.ts';
import { builtInPorts, portsOf } from '../../steps/ports.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import { didYouMean, listed } from './report.ts';
import type { Report } from './report.ts';
import { titleOf } from './step.ts';
import type { Step } from './step.ts';

const kindNames: readonly string[] = stepKinds.map((kind) => kind.kind);

/** Every node with its kind, its config by that kind's schema, its ways out and its effect. */
export function readSteps(drawing: Drawing, report: Report): Step[] {
  return Object.entries(drawing.nodes).map(([name, drawn], index) => {
    const kind = readKind(name, drawn, report);
    const config = kind === null ? null : readConfig(name, drawn.config ?? {}, kind, report);
    const { ports, main } =
      kind === null
        ? { ports: portsInUse(drawing, name), main: null }
        : portsOf(drawn.kind, config ?? drawn.config ?? {});
    const step: Step = {
      index,
      name,
      drawn,
      kind,
      config: config ?? drawn.config ?? {},
      isValid: config !== null,
      ports,
      main,
      effect: drawn.effect ?? (kind === null || config === null ? 'none' : kind.effect(config)),
    };
    if (!isNodeName(name)) {
      report.error('bad_name', { node: name }, `A step cannot be called ‘${name}’.`, nodeNameRule);
    }
    checkOwnPorts(step, report);
    return step;
  });
}

function readKind(name: string, drawn: DrawingNode, report: Report): StepKind | null {
  const kind = kindOf(drawn.kind);
  if (kind !== undefined) return kind;
  const place = { node: name, field: 'kind' };
  if (laterKinds.includes(drawn.kind)) {
    report.error(
      'not_in_version',
      place,
      `Steps of kind ‘${drawn.kind}’ are not in this version.`,
      'Use another kind of step, or remove this one.',
    );
  } else {
    report.error(
      'unknown_kind',
      place,
      `There is no kind of step called ‘${drawn.kind}’.`,
      didYouMean(closest(drawn.kind, kindNames), `There are ${listed(kindNames, 'and')}.`),
    );
  }
  return null;
}

function readConfig(name: string, config: JsonObject, kind: StepKind, report: Report): JsonObject | null {
  const checked = checkConfig(kind, config);
  if (checked.ok) return checked.config;
  for (const { code, field, message, fix } of checked.problems) {
    // A formula where only a fixed value can stand is said once, as that.
    if (kind.literals.includes(field.split('.')[1] ?? '') && holdsFormula(config, field)) continue;
    report.error(code, { node: name, field }, message, fix);
  }
  return null;
}

function holdsFormula(config: JsonObject, field: string): boolean {
  const value = config[field.split('.')[1] ?? ''];
  return typeof value === 'string' && value.includes('{{');
}

/** An unknown kind keeps the ways out that are drawn, so that the steps behind it are not called unreachable. */
function portsInUse(drawing: Drawing, name: string): string[] {
  return [...new Set(drawing.edges.filter((edge) => edge.from === name).map((edge) => edge.port))];
}

/** Cases and alternatives become ways out: each needs a name of its own. */
function checkOwnPorts(step: Step, report: Report): void {
  const list =
    step.kind?.kind === 'branch' ? 'cases' : step.kind?.execution === 'approval' ? 'alternatives' : null;
  if (list === null || !step.isValid) return;
  const entries = step.config[list];
  const seen = new Set<string>();
  (Array.isArray(entries) ? entries : []).forEach((entry, i) => {
    const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry['name'] : null;
    if (typeof name !== 'string') return;
    const place = { node: step.name, field: `config.${list}.${i}.name` };
    if (builtInPorts.includes(name)) {
      report.error(
        'reserved_port',
        place,
        `${titleOf(step)} names one of its ways out ‘${name}’, which already means something else.`,
        `Choose another name; ${listed(builtInPorts, 'and')} are taken.`,
      );
    } else if (seen.has(name)) {
      report.error(
        'duplicate_port',
        place,
        `${titleOf(step)} has two ways out called ‘${name}’.`,
        'Give each of them a name of its own.',
      );
    }
    seen.add(name);
  });
}
