import type { OutputOf } from '../../shared/api/contract.ts';
import { listed } from '../../shared/approval/words.ts';
import { connectionKindOf } from '../../shared/connections/kinds.ts';

export type Connection = OutputOf<'connections.list'>['items'][number];

export const kindTitle = (kind: string): string => connectionKindOf(kind)?.title ?? kind;

/** Where it leads: an address, or a host with its number behind a colon. */
export function addressOf({ settings }: Pick<Connection, 'settings'>): string {
  const { baseUrl, host = '', port, user } = settings;
  if (baseUrl !== undefined) return baseUrl;
  const place = port === undefined ? host : `${host}:${port}`;
  return settings['from'] === undefined && user !== undefined ? `${user}@${place}` : place;
}

/** “Token and password”: what is kept of it and never told. */
export function secretsInWords({ kind, secrets }: Pick<Connection, 'kind' | 'secrets'>): string | null {
  if (secrets.length === 0) return null;
  const labels = connectionKindOf(kind)?.secrets ?? [];
  return listed(
    secrets.map((name) => labels.find((field) => field.name === name)?.label ?? name.replace('header.', '')),
  );
}

/** “2 flows, 1 of them live”. */
export function usedInWords({ usedBy }: Pick<Connection, 'usedBy'>): string {
  const flows = new Set(usedBy.map(({ flow }) => flow));
  const live = new Set(usedBy.filter(({ target }) => target === 'live').map(({ flow }) => flow));
  if (flows.size === 0) return 'Nothing yet';
  const count = flows.size === 1 ? '1 flow' : `${flows.size} flows`;
  if (live.size === 0) return `${count}, in drafts only`;
  return live.size === flows.size ? count : `${count}, ${live.size} of them also live`;
}
