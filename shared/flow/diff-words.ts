import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { labelOf } from '../steps/label.ts';
import type { Drawing, Edge } from './drawing.ts';

/** How a step is called on screen. */
export function stepName(drawing: Drawing, node: string): string {
  const name = drawing.nodes[node]?.name;
  return name === undefined || name === '' ? labelOf(node) : name;
}

const longest = 60;

/** A value in a few words; null where it would not fit in a sentence. */
export function valueWords(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.length <= longest && !value.includes('\n') ? value : null;
  if (!Array.isArray(value)) return null;
  if (value.length === 0) return 'none';
  const parts = value.map((entry) =>
    isJsonObject(entry) ? (entry['label'] ?? entry['name'] ?? null) : entry,
  );
  const words = parts.every((part) => typeof part === 'string' || typeof part === 'number')
    ? parts.join(', ')
    : null;
  return words !== null && words.length <= longest ? words : null;
}

/** What stands in a file, said as the form says it. */
const choices: Record<string, Record<string, string>> = {
  'config.onTimeout': {
    port: 'it goes on by “no answer in time”',
    approve: 'it counts as approved',
    decline: 'it counts as declined',
  },
  'config.require.comment': { 'on-decline': 'when declining' },
  'config.tier': { auto: 'as the rules say' },
  'config.misfire': { latest: 'run once', skip: 'leave it out', all: 'run all of them' },
  effect: { write: 'yes', read: 'no' },
};
const names: Record<string, string> = {
  requester: 'who asked',
  author: 'who drew the flow',
  previous: 'who decided before',
};

function spoken(value: Json | undefined, field: string | undefined): Json | undefined {
  if (field === 'config.assign.exclude' && Array.isArray(value))
    return value.map((one) => (typeof one === 'string' ? (names[one] ?? one) : one));
  const words = field === undefined ? undefined : choices[field];
  return words === undefined || typeof value !== 'string' ? value : (words[value] ?? value);
}

/** `field`, where known, tells which words its choices have. */
export function changeWords(
  what: string,
  before: Json | undefined,
  after: Json | undefined,
  field?: string,
): string {
  const [from, to] = [valueWords(spoken(before, field)), valueWords(spoken(after, field))];
  if (before === undefined && after !== undefined && to === null) return `${what}: added`;
  if (after === undefined && from === null) return `${what}: removed`;
  return from === null || to === null ? `${what}: changed` : `${what}: ${from} → ${to}`;
}

/** What an approval's field decides, in the words of the inbox. `*` is the step's name. */
const gateFields: Record<string, string> = {
  title: 'The question of *',
  'assign.pools': 'Who may decide on *',
  'assign.people': 'Which people may decide on *',
  'assign.exclude': 'Who may not decide on *',
  tier: 'How carefully * is checked',
  quorum: 'How many must agree on *',
  veto: 'One decline is enough to stop *',
  'require.comment': 'When a comment is needed on *',
  'require.open': 'What must be opened before deciding on *',
  'notify.via': 'How people are told about *',
  'notify.outcome': 'Who is told the outcome of *',
  remind: 'When people are reminded of *',
  escalate: 'Whom * goes to when nobody answers',
  timeout: 'How long * waits for an answer',
  onTimeout: 'What happens when nobody answers *',
  show: 'What is shown on *',
  editable: 'What may be corrected on *',
  alternatives: 'Other answers offered on *',
  'proposal.action': 'What * asks to do',
  'proposal.target': 'What * is about',
  'proposal.reason': 'The reason shown on *',
  'proposal.affects': 'Who or what * says is affected',
};

const nodeFields: Record<string, string> = {
  kind: 'Kind of step *',
  retry: 'How often * is tried again',
  timeout: 'How long * may take',
  visits: 'How often * may run in one run',
  effect: 'Whether * changes anything outside',
};

/** Where the file's own word says nothing to who reads the sentence. */
const labels: Record<string, string> = { misfire: 'if the computer was off', maxLate: 'not when later than' };

/** “Who may decide on ‘Review’”; a field without words of its own is named after itself. */
export function fieldWords(name: string, gate: boolean, path: string): string {
  const [head, ...rest] = path.split('.');
  const inConfig = head === 'config';
  const field = rest.join('.');
  const words = inConfig
    ? gate
      ? (gateFields[field] ?? gateFields[field.split('.').slice(0, 1).join('.')])
      : undefined
    : nodeFields[path];
  if (words !== undefined) return words.replace('*', () => `‘${name}’`);
  const said = inConfig ? labels[field] : undefined;
  const label = said ?? labelOf((inConfig ? rest : [path]).join(' · '));
  return `‘${name}’, ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/** The part of a sentence that says when a way is taken. */
export function wayWords(drawing: Drawing, { from, port, to }: Edge): string {
  const [source, target] = [`‘${stepName(drawing, from)}’`, `‘${stepName(drawing, to)}’`];
  const when: Record<string, string> = {
    done: `after ${source}`,
    error: `when ${source} fails`,
    limit: `when ${source} has run too often`,
    approved: `when ${source} is approved`,
    declined: `when ${source} is declined`,
    changes: `when changes are asked for on ${source}`,
    timeout: `when nobody answers ${source} in time`,
    else: `when no case of ${source} holds`,
  };
  const known = Object.hasOwn(when, port) ? when[port] : undefined;
  return `${known ?? `when ${source} says ‘${labelOf(port)}’`}: ${target}`;
}
