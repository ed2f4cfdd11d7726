import type { releases } from '../../shared/api/releases.ts';
import { pointerMoved, recordOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import { diffFlows } from '../../shared/flow/diff.ts';
import { waysToTry } from '../../shared/flow/ways-to-try.ts';
import type { ReleaseSummary } from '../store/releases.ts';
import { actingOf, type Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { invalidFlow } from './flow-reader.ts';
import { flowOf, releaseOf, sourceOf } from './flow-sources.ts';
import { iso, pageOf } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { readinessOf } from './readiness.ts';

/** From the draft to what is live: what changed, what was tried, the versions, and which of them runs. */
export function createReleaseHandlers(parts: ApiParts): HandlersOf<typeof releases> {
  const { store, runtime, audit, reader, clock } = parts;

  const released = (
    release: ReleaseSummary,
    live: number | null,
    unfinished: ReadonlyMap<number, number>,
  ) => ({
    flow: release.flow,
    version: release.version,
    hash: release.hash,
    notes: release.notes,
    author: release.author,
    at: iso(release.at),
    live: release.version === live,
    unfinished: unfinished.get(release.version) ?? 0,
  });

  const unfinishedOf = (flow: string): Map<number, number> => store.runs.unfinishedByVersion(flow);

  async function setLive(
    input: { id: string; version: number | null; strict?: boolean | undefined },
    caller: Caller,
  ) {
    const before = flowOf(store, input.id);
    const release = input.version === null ? null : releaseOf(store, input.id, input.version);
    const warnings = release === null ? [] : readinessOf(parts, input.id, release.hash);
    const blocking = warnings.filter(({ severity }) => severity === 'error');
    if (input.strict && blocking.length > 0) {
      throw new AppError(
        'not_ready',
        `“${before.name}” is not ready to go live: ${blocking[0]?.message ?? ''}`,
        {
          fix: blocking[0]?.fix ?? 'Look at its readiness.',
          details: blocking.map((item) => ({ ...item })),
        },
      );
    }
    const from = await store.write(() => {
      const { live } = flowOf(store, input.id);
      if (live === input.version) return live;
      store.flows.setLive(input.id, input.version, caller.person);
      audit.record([pointerMoved(actingOf(caller, clock.now()), input.id, live, input.version)]);
      return live;
    });
    if (from !== input.version) {
      await runtime.liveChanged(input.id);
      parts.changed('flows', input.id);
    }
    return { id: input.id, live: input.version, warnings };
  }

  return {
    'flows.tried': ({ id }) => {
      const flow = flowOf(store, id);
      const { compiled } = reader(flow.text, flow.etag);
      if (!compiled.ok) return { items: [], next: null };
      const tried = new Map(
        store.approvals.tried(id, compiled.hash).map(({ node, way, run }) => [`${node}.${way}`, run]),
      );
      const items = waysToTry(compiled.definition).map(({ node, port }) => ({
        node,
        port,
        run: tried.get(`${node}.${port}`) ?? null,
      }));
      return { items, next: null };
    },
    'flows.diff': ({ id, from = 'live', to = 'draft' }) => {
      const sideOf = (from: 'draft' | 'live' | number) => {
        const { source, text, etag } = sourceOf(store, id, from);
        return { source, text, drawing: reader(text, etag).drawing };
      };
      const before = from === 'live' && flowOf(store, id).live === null ? null : sideOf(from);
      const after = sideOf(to);
      const items = diffFlows(before?.drawing ?? null, after.drawing);
      return { from: before, to: after, items, next: null };
    },
    'flows.release': async ({ id, notes = '' }, caller) => {
      const version = await store.write(() => {
        const flow = flowOf(store, id);
        const { compiled } = reader(flow.text, flow.etag);
        if (!compiled.ok) throw invalidFlow(`“${flow.name}” cannot be released yet.`, compiled.problems);
        const newest = store.releases.newest(id);
        if (newest?.etag === flow.etag) return newest.version;
        const { hash, canonical } = compiled;
        const at = clock.now();
        const made = store.releases.add({
          flow: id,
          text: flow.text,
          etag: flow.etag,
          hash,
          canonical,
          notes,
          author: caller.person,
          at,
        });
        audit.record([
          recordOf('flow.released', actingOf(caller, at), { flow: id, version: made, hash, notes }),
        ]);
        return made;
      });
      parts.changed('flows', id);
      return released(releaseOf(store, id, version), flowOf(store, id).live, unfinishedOf(id));
    },
    'flows.releases': ({ id, limit, cursor }) => {
      const { live } = flowOf(store, id);
      const page = pageOf(store.releases.list(id), ({ version }) => String(version), cursor, limit ?? 100);
      const unfinished = unfinishedOf(id);
      return { items: page.items.map((release) => released(release, live, unfinished)), next: page.next };
    },
    'flows.releaseOf': ({ id, version }) => {
      const { live } = flowOf(store, id);
      const release = releaseOf(store, id, version);
      const definition = store.definitions.get(release.hash);
      if (definition === null) throw new Error(`The definition of ${id} v${version} is not in the store.`);
      const { drawing } = reader(release.text, release.etag);
      return { ...released(release, live, unfinishedOf(id)), text: release.text, drawing, definition };
    },
    'flows.setLive': setLive,
  };
}
