import type { Json } from '../../json.ts';
import type { Drawing } from '../drawing.ts';
import type { Report } from './report.ts';

/** Keys and tokens by their shape. What this machine's own secrets are, only the host knows: it refuses those. */
const shapes: readonly RegExp[] = [
  /\bbearer\s+(?=[A-Za-z0-9._~+/-]*[0-9])[A-Za-z0-9._~+/-]{16,}/i,
  /\bbasic\s+[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/])/i,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\b(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];
/** What every one of them holds: most texts are done with after this. */
const start = /[Bb]earer|BEARER|[Bb]asic|BASIC|sk-|gh[pousr]_|github_pat_|xox|AKIA|eyJ|PRIVATE/;
const shortest = 15;
const looksSecret = (text: string): boolean =>
  text.length >= shortest && start.test(text) && shapes.some((shape) => shape.test(text));

/** A file is passed on and kept in Git: what looks like a key in it is worth a second look. */
export function warnAboutSecrets(drawing: Drawing, report: Report): void {
  for (const [name, node] of Object.entries(drawing.nodes)) {
    const field = findSecret(node.config ?? {}, 'config');
    if (field !== null) warn(report, { node: name, field }, 'Keep it in a connection, and name that here.');
  }
  for (const [name, sample] of Object.entries(drawing.samples ?? {})) {
    const field = findSecret(sample, `samples.${name}`);
    if (field !== null) warn(report, { field }, 'Put something made up in its place.');
  }
}

function warn(report: Report, place: { node?: string; field: string }, fix: string): void {
  report.warn(
    'secret_in_file',
    place,
    'This looks like a key or a password, and everybody who gets the file can read it.',
    fix,
  );
}

/** Path of the first text that looks like a secret. Put together only where there is one: nearly never. */
function findSecret(value: Json, path: string): string | null {
  if (typeof value === 'string') return looksSecret(value) ? path : null;
  if (typeof value !== 'object' || value === null || !holdsSecret(value)) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = findSecret(item, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function holdsSecret(value: Json): boolean {
  if (typeof value === 'string') return looksSecret(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret);
}
