import { outputLimit, tooMuchText } from './budget.ts';
import type { Budget } from './budget.ts';
import { wrong } from './expression-error.ts';
import type { ExpressionError } from './expression-error.ts';
import { listArg, textArg, unfit, wholeArg } from './function-spec.ts';
import type { FunctionSpec } from './function-spec.ts';
import { matchesPattern } from './pattern.ts';
import { isEqual, isMoment, momentText } from './value.ts';
import type { Value } from './value.ts';

/** Characters as a person counts them: an emoji is one, not two halves. */
function characters(text: string): string[] | string {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

export function countCharacters(text: string): number {
  return characters(text).length;
}

/** How often it occurs; each place costs a unit, before anything is made of them. */
function countPlaces(text: string, part: string, budget: Budget): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    budget.charge(1);
    count++;
  }
  return count;
}

function joinItem(item: Value): string {
  if (item === null) return '';
  if (typeof item === 'object') {
    if (isMoment(item)) return momentText(item);
    throw wrong(
      'join(…) joins texts and numbers, but the list holds lists or fields.',
      'Take one field of each first: list.map(entry, entry.name).join(", ").',
    );
  }
  return String(item);
}

function needsSeparator(name: string): ExpressionError {
  return wrong(
    `${name}(…) was given an empty text to look for.`,
    'Write at least one character between the quotes.',
  );
}

export const textFunctions: FunctionSpec[] = [
  {
    name: 'lower',
    signature: 'lower(text)',
    text: 'The text in small letters.',
    example: 'lower(trigger.input.email)',
    arity: [1, 1],
    call: (args, budget) => {
      const text = textArg(args, 0, 'lower');
      budget.chargeText(text.length);
      return text.toLowerCase();
    },
  },
  {
    name: 'upper',
    signature: 'upper(text)',
    text: 'The text in capital letters.',
    example: 'upper(trigger.input.country)',
    arity: [1, 1],
    call: (args, budget) => {
      const text = textArg(args, 0, 'upper');
      budget.chargeText(text.length);
      return text.toUpperCase();
    },
  },
  {
    name: 'trim',
    signature: 'trim(text)',
    text: 'The text without spaces and line breaks at either end.',
    example: 'trim(steps.ask.text)',
    arity: [1, 1],
    call: (args, budget) => {
      const text = textArg(args, 0, 'trim');
      budget.chargeText(text.length);
      return text.trim();
    },
  },
  {
    name: 'split',
    signature: 'split(text, separator)',
    text: 'A list of the parts between the separators.',
    example: 'split(trigger.input.tags, ",")',
    arity: [2, 2],
    call: (args, budget) => {
      const text = textArg(args, 0, 'split');
      const separator = textArg(args, 1, 'split');
      if (separator === '') throw needsSeparator('split');
      budget.chargeText(text.length * 2);
      countPlaces(text, separator, budget);
      return text.split(separator);
    },
  },
  {
    name: 'join',
    signature: 'join(list, separator)',
    text: 'One text from a list, with the separator between the items.',
    example: 'join(steps.tags.body, ", ")',
    arity: [1, 2],
    call: (args, budget) => {
      const list = listArg(args, 0, 'join');
      const separator = args.length > 1 ? textArg(args, 1, 'join') : '';
      budget.charge(list.length);
      let length = separator.length * Math.max(0, list.length - 1);
      const items = list.map((item) => {
        const text = joinItem(item);
        length += text.length;
        if (length > outputLimit) throw tooMuchText();
        return text;
      });
      budget.chargeText(length);
      return items.join(separator);
    },
  },
  {
    name: 'replace',
    signature: 'replace(text, from, to)',
    text: 'The text with every `from` replaced by `to`.',
    example: 'replace(trigger.input.title, " ", "-")',
    arity: [3, 3],
    call: (args, budget) => {
      const text = textArg(args, 0, 'replace');
      const from = textArg(args, 1, 'replace');
      if (from === '') throw needsSeparator('replace');
      const to = textArg(args, 2, 'replace');
      budget.chargeText(text.length * 2);
      const length = text.length + countPlaces(text, from, budget) * (to.length - from.length);
      if (length > outputLimit) throw tooMuchText();
      budget.chargeText(length);
      return text.replaceAll(from, () => to);
    },
  },
  {
    name: 'substring',
    signature: 'substring(text, start, end)',
    text: 'The part from `start` up to, but without, `end`; counted from 0. Without `end`, up to the end of the text.',
    example: 'substring(run.id, 0, 8)',
    arity: [2, 3],
    call: (args, budget) => {
      const text = textArg(args, 0, 'substring');
      const start = wholeArg(args, 1, 'substring');
      const end = args.length > 2 ? wholeArg(args, 2, 'substring') : undefined;
      budget.chargeText(text.length);
      const part = characters(text).slice(start, end);
      return typeof part === 'string' ? part : part.join('');
    },
  },
  {
    name: 'contains',
    signature: 'contains(text, part)',
    text: 'Whether the part occurs in the text, or the item in a list.',
    example: 'contains(lower(trigger.body.subject), "urgent")',
    arity: [2, 2],
    call: (args, budget) => {
      const [container = null, part = null] = args;
      if (Array.isArray(container)) {
        budget.charge(container.length);
        return container.some((item) => isEqual(item, part, budget));
      }
      if (typeof container !== 'string') throw unfit('contains', 'text or a list', container);
      budget.chargeText(container.length * 2);
      return container.includes(textArg(args, 1, 'contains'));
    },
  },
  {
    name: 'startsWith',
    signature: 'startsWith(text, start)',
    text: 'Whether the text begins with `start`.',
    example: 'startsWith(trigger.body.ref, "refs/heads/")',
    arity: [2, 2],
    call: (args, budget) => {
      const start = textArg(args, 1, 'startsWith');
      budget.chargeText(start.length);
      return textArg(args, 0, 'startsWith').startsWith(start);
    },
  },
  {
    name: 'endsWith',
    signature: 'endsWith(text, end)',
    text: 'Whether the text ends with `end`.',
    example: 'endsWith(trigger.input.email, "@example.com")',
    arity: [2, 2],
    call: (args, budget) => {
      const end = textArg(args, 1, 'endsWith');
      budget.chargeText(end.length);
      return textArg(args, 0, 'endsWith').endsWith(end);
    },
  },
  {
    name: 'matches',
    signature: 'matches(text, pattern)',
    text: 'Whether the pattern (a regular expression, RE2) occurs in the text. Use ^ and $ for the whole text.',
    example: 'matches(trigger.input.order, r"^[A-Z]{2}-\\d+$")',
    arity: [2, 2],
    call: (args, budget) => matchesPattern(textArg(args, 0, 'matches'), textArg(args, 1, 'matches'), budget),
  },
];
