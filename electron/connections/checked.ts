import { AppError } from '../../shared/errors.ts';
import { fieldProblem } from '../../shared/flow/problem.ts';
import {
  connectionKindOf,
  connectionKinds,
  isSecretOf,
  longestSecret,
  type ConnectionSpec,
} from '../../shared/connections/kinds.ts';

export const invalid = (message: string, fix: string): AppError =>
  new AppError('invalid_input', message, { fix });

export function specOf(kind: string): ConnectionSpec {
  const spec = connectionKindOf(kind);
  if (spec !== undefined) return spec;
  throw invalid(
    `There is no connection of the kind “${kind}”.`,
    `Use one of: ${Object.keys(connectionKinds).join(', ')}.`,
  );
}

/** Where secrets would be sent: the scheme, host and port of the settings. */
function destination(settings: Record<string, string>): string {
  const url = URL.parse(settings['baseUrl'] ?? '');
  return url === null ? `${settings['host'] ?? ''}:${settings['port'] ?? ''}` : url.origin;
}

/** Whoever may change an address must not thereby have the old secrets sent to it. */
export function assertSamePlace(
  name: string,
  kept: readonly string[],
  before: Record<string, string>,
  next: Record<string, string>,
): void {
  if (kept.length === 0 || destination(before) === destination(next)) return;
  throw invalid(
    `“${name}” would send its secrets (${kept.join(', ')}) to another place.`,
    'Enter its secrets again together with the new address.',
  );
}

export function checkedSettings(spec: ConnectionSpec, given: Record<string, string>): Record<string, string> {
  const parsed = spec.schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fix = `A connection of the kind ${spec.kind} has: ${spec.settings.map((field) => field.name).join(', ')}.`;
  const details = parsed.error.issues.map((issue) => fieldProblem(issue.path.join('.'), issue.message, fix));
  const first = details[0];
  throw new AppError(
    'invalid_input',
    `The setting “${first?.field ?? ''}” ${first?.message ?? 'is not valid'}.`,
    { fix, details },
  );
}

/** One line as it was meant: a value piped in ends with a line break that is not part of it. */
export function checkedSecret(spec: ConnectionSpec, name: string, value: string): string {
  if (!isSecretOf(spec, name)) {
    throw invalid(
      `“${name}” is not a secret of a connection of the kind ${spec.kind}.`,
      `It has: ${spec.secrets.map((field) => field.name).join(', ')}.`,
    );
  }
  if (Buffer.byteLength(value) > longestSecret)
    throw invalid(`The secret “${name}” is longer than 64 KiB.`, 'Enter the key itself.');
  const isLong = spec.secrets.some((field) => field.name === name && field.long === true);
  const plain = isLong ? value : value.replace(/(?:\r?\n)+$/, '');
  if (!isLong && /[\r\n\0]/.test(plain))
    throw invalid(`The secret “${name}” has to be one line.`, 'Enter it again.');
  return plain;
}
