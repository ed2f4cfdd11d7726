import type { host } from '../../shared/api/host.ts';
import type { hooks } from '../../shared/api/hooks.ts';
import { rightsOf } from '../../shared/api/rights.ts';
import { personName } from '../../shared/approval/workspace.ts';
import type { HandlersOf } from './dispatch.ts';
import { flowOf } from './flow-sources.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

export function createHostHandlers(parts: ApiParts): HandlersOf<typeof host> & HandlersOf<typeof hooks> {
  const { store, runtime } = parts;
  return {
    'session.get': (_, { person, role }) => ({
      person,
      name: personName(store.workspace.get(), person),
      role,
      rights: [...rightsOf(role)],
    }),
    'session.code': () => {
      const { code, expiresAt } = parts.signInCode();
      return { code, url: `${parts.baseUrl()}/#code=${code}`, expiresAt: iso(expiresAt) };
    },
    'host.get': () => parts.host(),
    'host.testMessage': () => parts.testMessage(),
    'flows.hooks': ({ id }) => {
      flowOf(store, id);
      const items = runtime.hooks(id).map(({ path, ...hook }) => ({
        ...hook,
        url: `${parts.baseUrl()}/hooks/${encodeURIComponent(id)}/${path}`,
      }));
      return { items, next: null };
    },
  };
}
