import { useState } from 'react';
import type { UsableConnectionKind } from '../../../shared/connections/kinds.ts';

type Fields = Readonly<Record<string, string>>;

/** A connection while it is typed; `change` counts, so that an old test is known as old. */
export type TypedConnection = {
  kind: UsableConnectionKind;
  settings: Fields;
  /** Typed ones; an empty one is taken away. What is not here stays as the host keeps it. */
  secrets: Fields;
  /** Whether the host keeps this secret and it would stay. */
  isKept: (name: string) => boolean;
  change: number;
  setting: (name: string, value: string) => void;
  secret: (name: string, value: string) => void;
  /** Both at once, for a choice that fills in or empties several fields. */
  put: (settings: Fields, secrets?: Fields) => void;
  /** Begins anew: what was typed for another place must not be sent to this one. */
  restart: (settings: Fields) => void;
};

/** What is there already: settings, and the names of the secrets that the host keeps. */
export type ExistingFields = { settings: Fields; secrets: readonly string[] };

const nothingYet: ExistingFields = { settings: {}, secrets: [] };

export function useTypedConnection(
  kind: UsableConnectionKind,
  existing: ExistingFields = nothingYet,
): TypedConnection {
  const [typed, setTyped] = useState<{ settings: Fields; secrets: Fields; change: number }>({
    settings: existing.settings,
    secrets: {},
    change: 0,
  });
  const put: TypedConnection['put'] = (settings, secrets = {}) =>
    setTyped((before) => ({
      settings: { ...before.settings, ...settings },
      secrets: { ...before.secrets, ...secrets },
      change: before.change + 1,
    }));
  return {
    kind,
    ...typed,
    isKept: (name) => existing.secrets.includes(name) && typed.secrets[name] === undefined,
    put,
    restart: (settings) =>
      setTyped((before) => ({
        settings,
        secrets: Object.fromEntries(existing.secrets.map((name) => [name, ''])),
        change: before.change + 1,
      })),
    setting: (name, value) => put({ [name]: value }),
    secret: (name, value) =>
      setTyped((before) => {
        const { [name]: _, ...others } = before.secrets;
        const goesBack = value === '' && existing.secrets.includes(name);
        return {
          ...before,
          secrets: goesBack ? others : { ...others, [name]: value },
          change: before.change + 1,
        };
      }),
  };
}

const filled = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));

/** As the host takes it: what is empty is not there, and what was not touched is as it was proposed. */
export const filledIn = ({ settings, secrets }: TypedConnection, proposed: Fields = {}) => ({
  settings: filled({ ...proposed, ...settings }),
  secrets: filled(secrets),
});

/** What differs from what is there: an empty value takes a setting or a secret away. */
export function changesOf(
  { settings, secrets }: TypedConnection,
  existing: ExistingFields,
  proposed: Fields = {},
): { settings: Record<string, string>; secrets: Record<string, string> } {
  const next: Fields = { ...proposed, ...settings };
  const names = [...new Set([...Object.keys(existing.settings), ...Object.keys(next)])];
  return {
    settings: Object.fromEntries(
      names
        .map((name): [string, string] => [name, (next[name] ?? '').trim()])
        .filter(([name, text]) => text !== (existing.settings[name] ?? '')),
    ),
    secrets: Object.fromEntries(
      Object.entries(secrets).filter(([name, text]) => text.trim() !== '' || existing.secrets.includes(name)),
    ),
  };
}
