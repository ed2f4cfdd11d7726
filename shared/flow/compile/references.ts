import { closest } from '../../expression/closest.ts';
import { ExpressionError } from '../../expression/expression-error.ts';
import { flowVariables } from '../../expression/expression.ts';
import type { Field } from '../../steps/field.ts';
import type { Drawing } from '../drawing.ts';
import { referencesIn, usesOf } from './formulas.ts';
import type { Use } from './formulas.ts';
import type { Graph } from './graph.ts';
import { outputFieldsOf } from './outputs.ts';
import { reachedFrom } from './reach.ts';
import type { Reach } from './reach.ts';
import { didYouMean, listed } from './report.ts';
import type { Place, Report } from './report.ts';
import { isTrigger, titleOf } from './step.ts';
import type { Step } from './step.ts';

/**
 * What a formula at one place may read. `before`: the run does not exist yet (who asked, what is a duplicate), only
 * what started it. `after`: the run is over (a webhook's answer). `during`: everything.
 */
type Scope = {
  when: 'before' | 'during' | 'after';
  place: Place;
  title: string;
  at: number;
  triggers: readonly Step[];
};

const runFields = ['id', 'flow', 'version', 'target', 'startedAt', 'startedBy'];
const triggerParts: Record<string, readonly string[]> = {
  'trigger.manual': ['input'],
  'trigger.webhook': ['body', 'headers', 'query'],
  'trigger.schedule': ['scheduledFor'],
};
const allParts = ['input', 'body', 'headers', 'query', 'scheduledFor', 'event'];

/** Checks every formula of the flow; answers for each step what it reads, sorted and distinct. */
export function checkReferences(
  drawing: Drawing,
  steps: readonly Step[],
  graph: Graph,
  reach: Reach,
  report: Report,
): string[][] {
  const inputs = drawing.inputs ?? {};
  const byName = new Map(steps.map((step) => [step.name, step]));
  const names = steps.map((step) => step.name);
  const triggers = steps.filter(isTrigger);
  const startersOf = createStarters(triggers, graph);

  function check(use: Use, scope: Scope): void {
    const { variable, path } = use;
    switch (variable) {
      case 'trigger':
        return checkTrigger(path, scope);
      case 'run':
        if (scope.when === 'before') return notYet('the run', scope);
        if (path[0] !== undefined && !runFields.includes(path[0])) {
          unknown(
            `run.${path[0]}`,
            closest(path[0], runFields),
            `There are ${dotted('run', runFields)}.`,
            scope,
          );
        }
        return;
      case 'steps':
        return checkStep(path, scope);
      case 'callback':
        return checkCallback(path, scope);
      case 'item':
      case 'index':
        return report.error(
          'not_in_version',
          scope.place,
          `${scope.title} reads ‘${variable}’, which only exists in a flow that runs once for each item: not in this version.`,
          'Use map or filter to go through a list.',
        );
      default:
        unknown(
          variable,
          closest(variable, flowVariables),
          `If it is meant as text, put it in quotes. A formula can read ${listed(flowVariables.slice(0, 4), 'and')}.`,
          scope,
        );
    }
  }

  function checkTrigger(path: readonly string[], scope: Scope): void {
    const [part, ...rest] = path;
    if (part === undefined) return;
    const given = [...new Set(scope.triggers.flatMap((trigger) => triggerParts[trigger.drawn.kind] ?? []))];
    if (!allParts.includes(part)) {
      const fix = given.length === 0 ? '' : `What starts it gives ${dotted('trigger', given)}.`;
      return unknown(`trigger.${part}`, closest(part, allParts), fix, scope);
    }
    if (!given.includes(part) && scope.triggers.length > 0) {
      return unknown(
        `trigger.${part}`,
        null,
        `What starts the run here gives ${dotted('trigger', given)}. Read one of those, or add a start of the other kind.`,
        scope,
      );
    }
    if (part === 'input') checkInput(inputs, rest, 'trigger.input', scope);
  }

  function checkInput(
    fields: Record<string, Field>,
    path: readonly string[],
    at: string,
    scope: Scope,
  ): void {
    const [name, ...rest] = path;
    if (name === undefined) return;
    const known = Object.keys(fields);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      const where = at === 'trigger.input' ? 'Declare it under inputs' : 'Declare it among the fields';
      const fix = known.length === 0 ? `${where}.` : `${where}, or read ${listed(known, 'or')}.`;
      return unknown(`${at}.${name}`, closest(name, known), fix, scope);
    }
    const type = typeof field === 'string' ? field : field.type;
    if (rest.length === 0) return;
    if (type !== 'object') {
      return unknown(
        [at, ...path].join('.'),
        null,
        type === 'list'
          ? 'It is a list: read an item with [0], or use map.'
          : `It is a ${type} and has no fields.`,
        scope,
      );
    }
    if (typeof field === 'object' && field.fields !== undefined) {
      checkInput(field.fields, rest, `${at}.${name}`, scope);
    }
  }

  function checkStep(path: readonly string[], scope: Scope): void {
    if (scope.when === 'before') return notYet('a step', scope);
    const [name, field] = path;
    if (name === undefined) return unnamed('steps', scope);
    const step = byName.get(name);
    if (step === undefined) {
      return unknown(`steps.${name}`, closest(name, names), 'Name a step of this flow.', scope);
    }
    if (!reach.leads(step.index, scope.at) && scope.when === 'during') {
      const isItself = step.index === scope.at;
      return report.error(
        'never_before',
        scope.place,
        isItself
          ? `${scope.title} reads its own result, but no way leads back to it.`
          : `${scope.title} reads what ${titleOf(step)} gives, which can never have run before it.`,
        isItself
          ? 'Read another step, or lead a way back to it.'
          : `Read an earlier step, or lead a way from ${titleOf(step)} to it.`,
      );
    }
    if (scope.when === 'after' && !reach.leads(scope.at, step.index)) {
      return report.error(
        'never_before',
        scope.place,
        `${scope.title} answers with what ${titleOf(step)} gives, which it never leads to.`,
        'Read a step that this start leads to.',
      );
    }
    const fields = outputFieldsOf(step);
    if (field === undefined || fields === null || fields.includes(field)) return;
    report.warn(
      'unknown_output_field',
      scope.place,
      `${scope.title} reads steps.${name}.${field}, which ${titleOf(step)} does not give.`,
      didYouMean(
        closest(field, fields),
        fields.length === 0 ? 'It gives nothing.' : `It gives ${listed(fields, 'and')}.`,
      ),
    );
  }

  function checkCallback(path: readonly string[], scope: Scope): void {
    if (scope.when === 'before') return notYet('an address for answers', scope);
    const [name] = path;
    if (name === undefined) return unnamed('callback', scope);
    const wait = byName.get(name);
    const waits = steps.filter((step) => step.kind?.kind === 'wait');
    if (wait?.kind?.kind !== 'wait') {
      const fix =
        waits.length === 0
          ? 'Add a step of kind wait, and name it here.'
          : `Name a step of kind wait: ${listed(
              waits.map((step) => step.name),
              'or',
            )}.`;
      return unknown(
        `callback.${name}`,
        closest(
          name,
          waits.map((step) => step.name),
        ),
        fix,
        scope,
      );
    }
    if (scope.when === 'during' && reach.leads(scope.at, wait.index)) return;
    report.error(
      'never_after',
      scope.place,
      `${scope.title} hands out the address of ${titleOf(wait)}, to which no way leads from here.`,
      `Lead a way from here to ${titleOf(wait)}, or hand the address out in an earlier step.`,
    );
  }

  function unknown(name: string, guess: string | null, fix: string, scope: Scope): void {
    const meant =
      guess === null
        ? null
        : name.includes('.')
          ? `${name.slice(0, name.lastIndexOf('.') + 1)}${guess}`
          : guess;
    report.error(
      'unknown_reference',
      scope.place,
      `${scope.title} reads ‘${name}’, which does not exist.`,
      didYouMean(meant, fix),
    );
  }

  function unnamed(variable: string, scope: Scope): void {
    report.error(
      'unnamed_reference',
      scope.place,
      `${scope.title} reads ‘${variable}’ without saying of which step.`,
      `Name the step, for example ${variable}.${names.at(-1) ?? 'review'}.`,
    );
  }

  function notYet(what: string, scope: Scope): void {
    report.error(
      'never_before',
      scope.place,
      `${scope.title} reads ${what}, but is worked out before there is one.`,
      'Read what started it instead: trigger.',
    );
  }

  checkOverlapKey(drawing, triggers, check, report);
  return steps.map((step) => {
    const uses = usesOf(step, report);
    if (uses.length === 0) return [];
    const starters = isTrigger(step) ? [step] : startersOf(step.index);
    for (const use of uses) {
      const isAnswer = use.field === 'config.responseBody' || use.field.startsWith('config.responseBody.');
      const when = isTrigger(step) ? (isAnswer ? 'after' : 'before') : 'during';
      check(use, {
        when,
        place: { node: step.name, field: use.field },
        title: titleOf(step),
        at: step.index,
        triggers: starters,
      });
    }
    return [...new Set(uses.map(readOf))].sort();
  });
}

function checkOverlapKey(
  drawing: Drawing,
  triggers: readonly Step[],
  check: (use: Use, scope: Scope) => void,
  report: Report,
): void {
  const overlap = drawing.settings?.overlap;
  if (typeof overlap !== 'object') return;
  const field = 'settings.overlap.key';
  const references = referencesIn(overlap.key);
  if (references instanceof ExpressionError) {
    const { message, fix } = references;
    report.error('invalid_formula', { field }, `The key of overlapping runs cannot be read. ${message}`, fix);
    return;
  }
  const scope: Scope = {
    when: 'before',
    place: { field },
    title: 'The key of overlapping runs',
    at: -1,
    triggers,
  };
  for (const { variable, path } of references) check({ field, variable, path }, scope);
}

/** `steps.summarize.risk`; cut before a name that holds a dot, so that the text stays unambiguous. */
function readOf({ variable, path }: Use): string {
  const dot = path.findIndex((part) => part.includes('.'));
  return [variable, ...(dot === -1 ? path : path.slice(0, dot))].join('.');
}

/** Which triggers lead to a step; all of them where none does, so that an unreachable step is not scolded twice. */
function createStarters(triggers: readonly Step[], graph: Graph): (at: number) => readonly Step[] {
  const reached = triggers.map((trigger) => reachedFrom([trigger.index], graph.next));
  return (at) => {
    const leading = triggers.filter((_, i) => reached[i]?.[at] === 1);
    return leading.length === 0 ? triggers : leading;
  };
}

function dotted(variable: string, fields: readonly string[]): string {
  return listed(
    fields.map((field) => `${variable}.${field}`),
    'and',
  );
}
