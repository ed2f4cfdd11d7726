import { closest } from '../../expression/closest.ts';
import { flowVariables } from '../../expression/expression.ts';
import type { Field } from '../../steps/field.ts';
import type { Use } from './formulas.ts';
import { outputFieldsOf } from './outputs.ts';
import type { Reach } from './reach.ts';
import { didYouMean, listed } from './report.ts';
import type { Place, Report } from './report.ts';
import { titleOf } from './step.ts';
import type { Step } from './step.ts';

/**
 * What a formula at one place may read. `before`: the run does not exist yet (who asked, what is a duplicate), only
 * what started it. `after`: the run is over (a webhook's answer). `during`: everything.
 */
export type Scope = {
  when: 'before' | 'during' | 'after';
  /** Absent for the flow's own settings. */
  step?: Step;
  title: string;
  /** Parts of `trigger` that what starts the run here gives; empty where nothing starts it. */
  given: readonly string[];
};

const runFields = ['id', 'flow', 'version', 'target', 'startedAt', 'startedBy'];
const allParts = ['input', 'body', 'headers', 'query', 'scheduledFor', 'event'];

type Rules = { inputs: Record<string, Field>; steps: readonly Step[]; reach: Reach; report: Report };

/** Whether what a formula reads exists, and can be there when it is read. */
export function createReferenceRules({
  inputs,
  steps,
  reach,
  report,
}: Rules): (use: Use, scope: Scope) => void {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const names = steps.map((step) => step.name);
  const waits = steps.filter((step) => step.kind?.kind === 'wait').map((step) => step.name);

  function check(use: Use, scope: Scope): void {
    switch (use.variable) {
      case 'trigger':
        return checkTrigger(use, scope);
      case 'run':
        return checkRun(use, scope);
      case 'steps':
        return checkStep(use, scope);
      case 'callback':
        return checkCallback(use, scope);
      case 'item':
      case 'index':
        return report.error(
          'not_in_version',
          placeOf(use, scope),
          `${scope.title} reads ‘${use.variable}’, which only exists in a flow that runs once for each item: not in this version.`,
          'Use map or filter to go through a list.',
        );
      default: {
        const known = listed(flowVariables.slice(0, 4), 'and');
        const fix = `If it is meant as text, put it in quotes. A formula can read ${known}.`;
        return unknown(use, scope, use.variable, closest(use.variable, flowVariables), fix);
      }
    }
  }

  function checkTrigger(use: Use, scope: Scope): void {
    const [part, ...rest] = use.path;
    if (part === undefined) return;
    const { given } = scope;
    if (!allParts.includes(part)) {
      const fix = given.length === 0 ? 'Remove it.' : `What starts it gives ${dotted('trigger', given)}.`;
      return unknown(use, scope, `trigger.${part}`, closest(part, allParts), fix);
    }
    if (given.length > 0 && !given.includes(part)) {
      const fix = `What starts the run here gives ${dotted('trigger', given)}. Read one of those, or add a start of the other kind.`;
      return unknown(use, scope, `trigger.${part}`, null, fix);
    }
    if (part === 'input') checkInput(use, scope, inputs, rest, 'trigger.input');
  }

  function checkInput(
    use: Use,
    scope: Scope,
    fields: Record<string, Field>,
    path: string[],
    at: string,
  ): void {
    const [name, ...rest] = path;
    if (name === undefined) return;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      const known = Object.keys(fields);
      const where = at === 'trigger.input' ? 'Declare it under inputs' : 'Declare it among the fields';
      const fix = known.length === 0 ? `${where}.` : `${where}, or read ${listed(known, 'or')}.`;
      return unknown(use, scope, `${at}.${name}`, closest(name, known), fix);
    }
    if (rest.length === 0) return;
    const type = typeof field === 'string' ? field : field.type;
    if (type !== 'object') {
      const list = 'It is a list: read an item with [0], or use map.';
      const fix = type === 'list' ? list : `${at}.${name} is a ${type} and has no fields.`;
      return unknown(use, scope, `${at}.${path.join('.')}`, null, fix);
    }
    if (typeof field === 'object' && field.fields !== undefined) {
      checkInput(use, scope, field.fields, rest, `${at}.${name}`);
    }
  }

  function checkRun(use: Use, scope: Scope): void {
    if (scope.when === 'before') return notYet(use, scope, 'the run');
    const [field] = use.path;
    if (field === undefined || runFields.includes(field)) return;
    unknown(use, scope, `run.${field}`, closest(field, runFields), `There are ${dotted('run', runFields)}.`);
  }

  function checkStep(use: Use, scope: Scope): void {
    if (scope.when === 'before' || scope.step === undefined) return notYet(use, scope, 'a step');
    const [name, field] = use.path;
    if (name === undefined) return unnamed(use, scope);
    const step = byName.get(name);
    if (step === undefined) {
      return unknown(use, scope, `steps.${name}`, closest(name, names), 'Name a step of this flow.');
    }
    const here = scope.step;
    const isAfter = scope.when === 'after';
    if (isAfter ? !reach.leads(here.index, step.index) : !reach.leads(step.index, here.index)) {
      const said = isAfter
        ? [
            `answers with what ${titleOf(step)} gives, which it never leads to.`,
            'Read a step that this start leads to.',
          ]
        : step === here
          ? [
              'reads its own result, but no way leads back to it.',
              'Read another step, or lead a way back to it.',
            ]
          : [
              `reads what ${titleOf(step)} gives, which can never have run before it.`,
              `Read an earlier step, or lead a way from ${titleOf(step)} to it.`,
            ];
      return report.error(
        'never_before',
        placeOf(use, scope),
        `${scope.title} ${said[0] ?? ''}`,
        said[1] ?? '',
      );
    }
    const fields = field === undefined ? null : outputFieldsOf(step);
    if (field === undefined || fields === null || fields.includes(field)) return;
    report.warn(
      'unknown_output_field',
      placeOf(use, scope),
      `${scope.title} reads steps.${name}.${field}, which ${titleOf(step)} does not give.`,
      didYouMean(
        closest(field, fields),
        fields.length === 0 ? 'It gives nothing.' : `It gives ${listed(fields, 'and')}.`,
      ),
    );
  }

  function checkCallback(use: Use, scope: Scope): void {
    if (scope.when === 'before' || scope.step === undefined)
      return notYet(use, scope, 'an address for answers');
    const [name] = use.path;
    if (name === undefined) return unnamed(use, scope);
    const wait = byName.get(name);
    if (wait?.kind?.kind !== 'wait') {
      const fix =
        waits.length === 0
          ? 'Add a step of kind wait, and name it here.'
          : `Name a step of kind wait: ${listed(waits, 'or')}.`;
      return unknown(use, scope, `callback.${name}`, closest(name, waits), fix);
    }
    if (scope.when === 'during' && reach.leads(scope.step.index, wait.index)) return;
    report.error(
      'never_after',
      placeOf(use, scope),
      `${scope.title} hands out the address of ${titleOf(wait)}, to which no way leads from here.`,
      `Lead a way from here to ${titleOf(wait)}, or hand the address out in an earlier step.`,
    );
  }

  function unknown(use: Use, scope: Scope, name: string, guess: string | null, fix: string): void {
    const meant = guess === null ? null : name.slice(0, name.lastIndexOf('.') + 1) + guess;
    const message = `${scope.title} reads ‘${name}’, which does not exist.`;
    report.error('unknown_reference', placeOf(use, scope), message, didYouMean(meant, fix));
  }

  function unnamed(use: Use, scope: Scope): void {
    report.error(
      'unnamed_reference',
      placeOf(use, scope),
      `${scope.title} reads ‘${use.variable}’ without saying of which step.`,
      `Name the step, for example ${use.variable}.${(use.variable === 'callback' ? waits : names).at(-1) ?? 'review'}.`,
    );
  }

  function notYet(use: Use, scope: Scope, what: string): void {
    report.error(
      'never_before',
      placeOf(use, scope),
      `${scope.title} reads ${what}, but is worked out before there is one.`,
      'Read what started it instead: trigger.',
    );
  }

  return check;
}

function placeOf(use: Use, scope: Scope): Place {
  return scope.step === undefined ? { field: use.field } : { node: scope.step.name, field: use.field };
}

function dotted(variable: string, fields: readonly string[]): string {
  return listed(
    fields.map((field) => `${variable}.${field}`),
    'and',
  );
}
