import { useState } from 'react';
import type { UsableConnectionKind } from '../../../shared/connections/kinds.ts';

type Fields = Readonly<Record<string, string>>;

/** A connection while it is typed; `change` counts, so that an old test is known as old. */
export type TypedConnection = {
  kind: UsableConnectionKind;
  settings: Fields;
  secrets: Fields;
  change: number;
  setting: (name: string, value: string) => void;
  secret: (name: string, value: string) => void;
  /** Both at once, for a choice that fills in or empties several fields. */
  put: (settings: Fields, secrets?: Fields) => void;
  /** Begins anew: what was typed for another place must not be sent to this one. */
  restart: (settings: Fields) => void;
};

export function useTypedConnection(kind: UsableConnectionKind): TypedConnection {
  const [typed, setTyped] = useState<{ settings: Fields; secrets: Fields; change: number }>({
    settings: {},
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
    put,
    restart: (settings) => setTyped((before) => ({ settings, secrets: {}, change: before.change + 1 })),
    setting: (name, value) => put({ [name]: value }),
    secret: (name, value) => put({}, { [name]: value }),
  };
}

const filled = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));

/** As the host takes it: what is empty is not there, and what was not touched is as it was proposed. */
export const filledIn = ({ settings, secrets }: TypedConnection, proposed: Fields = {}) => ({
  settings: filled({ ...proposed, ...settings }),
  secrets: filled(secrets),
});
