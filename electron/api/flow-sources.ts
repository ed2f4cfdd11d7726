import { AppError } from '../../shared/errors.ts';
import type { FlowRow } from '../store/flows.ts';
import type { ReleaseRow } from '../store/releases.ts';
import type { Store } from '../store/store.ts';

type Flows = Pick<Store, 'flows' | 'releases'>;

export function flowOf(store: Pick<Store, 'flows'>, id: string): FlowRow {
  const flow = store.flows.get(id);
  if (flow !== null) return flow;
  throw new AppError('not_found', `There is no flow “${id}”.`, {
    fix: 'See the list of flows for those there are.',
  });
}

export function releaseOf(store: Flows, id: string, version: number): ReleaseRow {
  const release = store.releases.get(id, version);
  if (release !== null) return release;
  throw new AppError('not_found', `There is no release ${version} of “${id}”.`, {
    fix: 'See the flow’s releases for those there are.',
  });
}

/** The text that `draft`, `live` or a version names. */
export function sourceOf(
  store: Flows,
  id: string,
  from: 'draft' | 'live' | number,
): { source: string; text: string; etag: string; release: ReleaseRow | null } {
  const flow = flowOf(store, id);
  if (from === 'draft') return { source: 'draft', text: flow.text, etag: flow.etag, release: null };
  const version = from === 'live' ? flow.live : from;
  if (version === null) {
    throw new AppError('not_found', `No release of “${id}” is live.`, {
      fix: 'Put one live, or name the draft or a version.',
    });
  }
  const release = releaseOf(store, id, version);
  return { source: `v${version}`, text: release.text, etag: release.etag, release };
}
