import type { flows } from '../../shared/api/flows.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { recordOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import { sha256Hex } from '../../shared/canonical.ts';
import type { FlowRow } from '../store/flows.ts';
import { actingOf, type Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { importFlow } from './flow-import.ts';
import { inspectFlow } from './flow-inspect.ts';
import { accept, invalidFlow } from './flow-reader.ts';
import { refuseSecrets } from './flow-secrets.ts';
import { sourceOf, flowOf } from './flow-sources.ts';
import { iso, pageOf } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { readinessOf } from './readiness.ts';
import { rehearsalOf } from './rehearsal.ts';
import { releaseComment } from './release-comment.ts';

export function createFlowHandlers(parts: ApiParts): HandlersOf<typeof flows> {
  const { store, runtime, audit, reader, clock } = parts;

  function view(flow: FlowRow): OutputOf<'flows.get'> {
    const { drawing, problems, compiled } = reader(flow.text, flow.etag);
    return {
      id: flow.id,
      name: flow.name,
      hash: compiled.ok ? compiled.hash : null,
      etag: flow.etag,
      live: flow.live,
      latest: store.releases.newest(flow.id)?.version ?? null,
      updatedAt: iso(flow.updatedAt),
      text: flow.text,
      drawing,
      problems,
    };
  }

  function listed(flow: FlowRow, waiting: number): OutputOf<'flows.list'>['items'][number] {
    const { drawing, problems, compiled } = reader(flow.text, flow.etag);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return {
      id: flow.id,
      name: flow.name,
      description: drawing.description ?? null,
      labels: drawing.labels ?? [],
      hash: compiled.ok ? compiled.hash : null,
      etag: flow.etag,
      live: flow.live,
      latest: store.releases.newest(flow.id)?.version ?? null,
      updatedAt: iso(flow.updatedAt),
      problems: { errors, warnings: problems.length - errors },
      recent: store.runs.list({ flow: flow.id, limit: 12 }).items.map(({ id, status }) => ({ id, status })),
      waiting,
    };
  }

  async function save(input: { id: string; text: string; ifMatch: string }, caller: Caller) {
    const fresh = accept(input.text);
    refuseSecrets(fresh, parts.secretValues());
    if (fresh.drawing.id !== input.id) {
      throw invalidFlow('Nothing was saved.', [
        {
          code: 'id_mismatch',
          severity: 'error',
          field: 'id',
          message: `The text says it is “${fresh.drawing.id}”, and “${input.id}” is being saved.`,
          fix: `Write \`id: ${input.id}\`, or import it as a flow of its own.`,
        },
      ]);
    }
    await store.write(() => {
      const flow = flowOf(store, input.id);
      if (!matches(input.ifMatch, flow.etag)) {
        throw new AppError('stale_draft', 'The draft has changed since you opened it. Nothing was saved.', {
          fix: 'Look at both versions, then save the one you want.',
          details: [{ etag: flow.etag, editedBy: flow.editedBy, updatedAt: iso(flow.updatedAt) }],
        });
      }
      if (fresh.etag === flow.etag) return;
      store.flows.save({
        id: input.id,
        name: fresh.drawing.name ?? input.id,
        text: fresh.text,
        etag: fresh.etag,
        editedBy: caller.person,
        at: clock.now(),
      });
    });
    parts.changed('flows', input.id);
    return view(flowOf(store, input.id));
  }

  return {
    'flows.list': ({ q, limit, cursor }) => {
      const words = (q ?? '').trim().toLowerCase();
      const all = store.flows
        .list()
        .filter(({ id, name }) => words === '' || `${id} ${name}`.toLowerCase().includes(words));
      const page = pageOf(all, ({ id }) => id, cursor, limit ?? 100);
      const waiting = store.runs.waitingByFlow();
      const items = page.items.map(({ id }) => listed(flowOf(store, id), waiting.get(id) ?? 0));
      return { items, next: page.next };
    },
    'flows.import': async (input, caller) => {
      const { id, changed, origin } = await importFlow(parts, input, caller);
      if (changed) parts.changed('flows', id);
      return { ...view(flowOf(store, id)), changed, origin };
    },
    'flows.inspect': ({ text }) => inspectFlow(parts, text),
    'flows.get': ({ id }) => view(flowOf(store, id)),
    'flows.save': save,
    'flows.remove': async ({ id }, caller) => {
      await store.write(() => {
        flowOf(store, id);
        store.flows.remove(id, clock.now());
        audit.record([recordOf('flow.deleted', actingOf(caller, clock.now()), { flow: id })]);
      });
      await runtime.liveChanged(id);
      parts.changed('flows', id);
      return { id };
    },
    'flows.problems': ({ id }) => {
      const flow = flowOf(store, id);
      return { items: reader(flow.text, flow.etag).problems, next: null };
    },
    'flows.readiness': ({ id, from }) => {
      const { text, etag } = sourceOf(store, id, from ?? 'draft');
      const { compiled } = reader(text, etag);
      if (!compiled.ok) return { ready: false, items: compiled.problems, next: null };
      const items = readinessOf(parts, id, compiled.hash, compiled.definition);
      return { ready: !items.some(({ severity }) => severity === 'error'), items, next: null };
    },
    'flows.rehearsal': ({ id, target = 'draft' }) => {
      const { text, etag } = sourceOf(store, id, target);
      const items = rehearsalOf(parts, id, target, reader(text, etag).drawing);
      return { items, next: null };
    },
    'flows.export': ({ id, from }) => {
      const source = sourceOf(store, id, from ?? 'draft');
      const { release } = source;
      const comment = release === null ? '' : releaseComment({ ...release, at: iso(release.at) });
      const text = `${comment}${source.text}`;
      return { text, type: 'application/yaml', etag: sha256Hex(text) };
    },
  };
}

/** Strong comparison: `W/"…"` never matches, `*` matches whatever is there. */
function matches(ifMatch: string, etag: string): boolean {
  return ifMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^"(.*)"$/, '$1'))
    .some((tag) => tag === etag || tag === '*');
}
