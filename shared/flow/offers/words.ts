import { readPath } from '../../expression/path.ts';
import { labelOf } from '../../steps/label.ts';
import type { Drawing } from '../drawing.ts';

/** What the fixed fields of a kind's output are called on screen. */
const outputWords: Record<string, Record<string, string>> = {
  http: { status: 'Answer code', headers: 'Headers of the answer', body: 'Answer' },
  llm: { text: 'Answer' },
  ssh: { exitCode: 'Exit code', signal: 'Signal', stdout: 'Output', stderr: 'Error output' },
  persist: { ref: 'File', name: 'Name', type: 'Type', size: 'Size' },
  wait: { body: 'Answer' },
  join: { arrived: 'Ways that came', outputs: 'What they gave' },
  approval: {
    decision: 'Decision',
    who: 'Who decided',
    by: 'Who decided, as an id',
    comment: 'Comment',
    values: 'Changed values',
    edits: 'What was changed',
    at: 'When',
    tier: 'Tier',
    rule: 'Rule',
    via: 'Decided through',
  },
};

const runWords: Record<string, string> = {
  id: 'Number of this run',
  flow: 'Name of the flow',
  version: 'Version',
  target: 'Draft or live',
  startedAt: 'When it started',
  startedBy: 'Who started it',
};

const triggerWords: Record<string, string> = {
  input: 'Inputs',
  body: 'What arrived',
  headers: 'Headers',
  query: 'Query',
  scheduledFor: 'Planned time',
  event: 'Event',
};

export const triggerPart = (part: string): string => triggerWords[part] ?? labelOf(part);

export const runFields: readonly string[] = Object.keys(runWords);

/** What a step is called: its name, or its technical name read aloud. */
export const titleOfNode = (drawing: Drawing, node: string): string =>
  drawing.nodes[node]?.name ?? labelOf(node);

/** `0` is “first”; everything else as its name reads. */
export function partLabel(key: string | number): string {
  if (typeof key === 'string') return labelOf(key);
  return key === 0 ? 'first' : `number ${key + 1}`;
}

/** A value on a chip: whose it is, what it is, and what stands in for it. */
export type ChipWords = {
  /** The step that gives it; null for what belongs to the run. */
  node: string | null;
  owner: string | null;
  label: string;
  /** As it would be typed, `""`; null where nothing stands in. */
  otherwise: string | null;
};

/** The words of a formula that only reads a value; null for one that works something out. */
export function chipWords(drawing: Drawing, source: string): ChipWords | null {
  const read = readPath(source);
  if (read === null) return null;
  const { path, otherwise } = read;
  const [root, first, ...rest] = path;
  if (root === 'run' && typeof first === 'string' && rest.length === 0) {
    return { node: null, owner: null, label: runWords[first] ?? labelOf(first), otherwise };
  }
  if (root === 'callback' && typeof first === 'string') {
    return {
      node: first,
      owner: titleOfNode(drawing, first),
      label: 'Address for the answer',
      otherwise,
    };
  }
  if (root === 'trigger' && typeof first === 'string') {
    return { node: null, owner: null, label: triggerLabel(drawing, first, rest), otherwise };
  }
  if (root !== 'steps' || typeof first !== 'string') return null;
  const owner = titleOfNode(drawing, first);
  return { node: first, owner, label: outputLabel(drawing, first, rest), otherwise };
}

function triggerLabel(drawing: Drawing, part: string, rest: readonly (string | number)[]): string {
  const [name, ...inner] = rest;
  if (name === undefined) return triggerPart(part);
  const input = part === 'input' && typeof name === 'string' ? drawing.inputs?.[name] : undefined;
  const own = input === undefined || typeof name !== 'string' ? partLabel(name) : labelOf(name, input);
  return shortTrail([own, ...inner.map(partLabel)]);
}

export function outputLabel(drawing: Drawing, node: string, path: readonly (string | number)[]): string {
  const kind = drawing.nodes[node]?.kind ?? '';
  const [first, ...rest] = path;
  if (first === undefined) return 'Everything it gives';
  if (first === 'error')
    return rest[0] === 'message' ? 'Why it failed' : shortTrail(['Error', ...rest.map(partLabel)]);
  // A model that answers in fields is read by their names.
  const isTyped = kind === 'llm' && drawing.nodes[node]?.config?.['output'] !== undefined;
  const fixed = typeof first === 'string' && !isTyped ? outputWords[kind]?.[first] : undefined;
  return shortTrail([fixed ?? partLabel(first), ...rest.map(partLabel)]);
}

/** The last two parts say enough on a chip; the whole way is in its hint. */
function shortTrail(parts: readonly string[]): string {
  const isCounted = /^(first|number \d+)$/.test(parts.at(-2) ?? '');
  return parts.slice(isCounted ? -3 : -2).join(' › ');
}
