import { ExpressionError } from '../../expression/expression-error.ts';
import type { Drawing } from '../drawing.ts';
import { referencesIn, usesOf } from './formulas.ts';
import type { Use } from './formulas.ts';
import type { Graph } from './graph.ts';
import { reachedFrom } from './reach.ts';
import type { Reach } from './reach.ts';
import { createReferenceRules } from './reference-rules.ts';
import type { Scope } from './reference-rules.ts';
import type { Report } from './report.ts';
import { isTrigger, titleOf } from './step.ts';
import type { Step } from './step.ts';

const triggerParts: Record<string, readonly string[]> = {
  'trigger.manual': ['input'],
  'trigger.webhook': ['body', 'headers', 'query'],
  'trigger.schedule': ['scheduledFor'],
};

/** Checks every formula of the flow; answers for each step what it reads, sorted and distinct. */
export function checkReferences(
  drawing: Drawing,
  steps: readonly Step[],
  graph: Graph,
  reach: Reach,
  report: Report,
): string[][] {
  const triggers = steps.filter(isTrigger);
  const givenAt = createGiven(triggers, graph);
  const check = createReferenceRules({ inputs: drawing.inputs ?? {}, steps, reach, report });
  checkOverlapKey(drawing, partsOf(triggers), check, report);
  return steps.map((step) => {
    const uses = usesOf(step, report);
    if (uses.length === 0) return [];
    const title = titleOf(step);
    if (isTrigger(step)) {
      const given = partsOf([step]);
      for (const use of uses) check(use, { when: isAnswer(use) ? 'after' : 'before', step, title, given });
    } else {
      const scope: Scope = { when: 'during', step, title, given: givenAt(step.index) };
      for (const use of uses) check(use, scope);
    }
    return [...new Set(uses.map(readOf))].sort();
  });
}

/** A webhook's answer is made when the run is done, everything else of a trigger before there is a run. */
function isAnswer({ field }: Use): boolean {
  return field === 'config.responseBody' || field.startsWith('config.responseBody.');
}

function checkOverlapKey(
  drawing: Drawing,
  given: readonly string[],
  check: (use: Use, scope: Scope) => void,
  report: Report,
): void {
  const overlap = drawing.settings?.overlap;
  if (typeof overlap !== 'object') return;
  const field = 'settings.overlap.key';
  const references = referencesIn(overlap.key);
  if (references instanceof ExpressionError) {
    const { message, fix } = references;
    return report.error(
      'invalid_formula',
      { field },
      `The key of overlapping runs cannot be read. ${message}`,
      fix,
    );
  }
  const scope: Scope = { when: 'before', title: 'The key of overlapping runs', given };
  for (const { variable, path } of references) check({ field, variable, path }, scope);
}

/** `steps.summarize.risk`; cut before a name that holds a dot, so that the text stays unambiguous. */
function readOf({ variable, path }: Use): string {
  const dot = path.findIndex((part) => part.includes('.'));
  return [variable, ...(dot === -1 ? path : path.slice(0, dot))].join('.');
}

/** What the triggers that lead to a step give; all of them where none does, so that it is not scolded twice. */
function createGiven(triggers: readonly Step[], graph: Graph): (at: number) => readonly string[] {
  const all = partsOf(triggers);
  const kinds = [...new Set(triggers.map((trigger) => trigger.drawn.kind))];
  const ways = kinds.map((kind) => {
    const same = triggers.filter((trigger) => trigger.drawn.kind === kind);
    const starts = same.map((trigger) => trigger.index);
    return { parts: partsOf(same), reached: reachedFrom(starts, graph.next) };
  });
  return (at) => {
    const leading = ways.filter(({ reached }) => reached[at] === 1);
    if (leading.length === 0 || leading.length === ways.length) return all;
    return leading.flatMap(({ parts }) => parts);
  };
}

function partsOf(triggers: readonly Step[]): readonly string[] {
  return [...new Set(triggers.flatMap((trigger) => triggerParts[trigger.drawn.kind] ?? []))];
}
