import type { Drawing } from '../../shared/flow/drawing.ts';
import type { Json } from '../../shared/json.ts';
import { spellingsOf } from '../secrets/encodings.ts';
import { invalidFlow } from './flow-reader.ts';

/** Shorter ones, and plain words such as “password”, stand in a text by chance too often to stop somebody's work. */
const shortest = 8;
const isTelling = (secret: string): boolean =>
  secret.length >= shortest && (secret.length >= 16 || /[^a-z]/.test(secret));

type Fresh = { text: string; drawing: Drawing };

/** A flow is a file that travels. One that holds a secret of this machine is not stored, not even as a draft. */
export function refuseSecrets({ text, drawing }: Fresh, secrets: readonly string[]): void {
  const spellings = secrets
    .filter((secret) => isTelling(secret.trim()))
    .flatMap(spellingsOf)
    .filter((spelling) => spelling.length >= shortest);
  const at = spellings.map((spelling) => text.indexOf(spelling)).find((index) => index !== -1);
  if (at === undefined) return;
  const before = text.slice(0, at).split('\n');
  throw invalidFlow('Nothing was stored.', [
    {
      code: 'secret_in_file',
      severity: 'error',
      message: 'The text holds a secret that is kept in a connection here.',
      fix: 'Take it out, and name the connection instead. In samples, put something made up in its place.',
      ...placeOf(drawing, spellings),
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    },
  ]);
}

/** The example that holds it: the window says it there. */
function placeOf({ samples = {} }: Drawing, spellings: readonly string[]): { node?: string; field?: string } {
  const node = Object.keys(samples).find((name) => holds(samples[name] ?? null, spellings));
  return node === undefined ? {} : { node, field: `samples.${node}` };
}

function holds(value: Json, spellings: readonly string[]): boolean {
  if (typeof value === 'string') return spellings.some((spelling) => value.includes(spelling));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => holds(key, spellings) || holds(item, spellings));
}
