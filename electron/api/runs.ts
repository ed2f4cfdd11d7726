import type { runRepairs } from '../../shared/api/run-repairs.ts';
import type { runs } from '../../shared/api/runs.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { runView } from '../../shared/api/run-view.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { RunState } from '../../shared/run/state.ts';
import { toldEvent } from '../../shared/run/told-event.ts';
import type { Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { requestOf } from './once.ts';
import type { ApiParts } from './parts.ts';
import { runItem } from './run-item.ts';

type Run = OutputOf<'runs.get'>;

export function createRunHandlers(parts: ApiParts): HandlersOf<typeof runs & typeof runRepairs> {
  const { store, runtime, reader } = parts;
  const view = (state: RunState): Run => {
    const program = runtime.program(state.hash);
    // A run that goes on with another version keeps steps of the one before.
    const first = state.hash === state.info.hash ? program : runtime.program(state.info.hash);
    return runView(state, (node) => (program.find(node) ?? first.find(node))?.definition.kind);
  };

  function releaseOf(flow: string, version: number) {
    const release = store.releases.get(flow, version);
    if (release !== null) return release;
    throw new AppError('not_found', `There is no release ${version} of “${flow}”.`, {
      fix: 'See the flow’s releases for those there are.',
    });
  }

  async function change(
    run: string,
    input: RunInput,
    call: { requestId?: string | undefined },
    caller: Caller,
  ): Promise<Run> {
    const { answer } = await runtime.submitOnce(run, input, {
      how: caller.identified,
      request: requestOf(`run:${run}`, input.type, call, caller),
      answer: (state) => view(state) as unknown as Json, // plain JSON by its schema
    });
    return answer as unknown as Run; // made by the line above, now or when the request first came
  }

  return {
    'runs.start': async ({ id, input, target, trigger, requestId }, caller) => {
      const started = await runtime.start({
        flow: id,
        target: target ?? 'draft',
        trigger,
        input: input ?? null,
        startedBy: caller.person,
        requestId,
      });
      return { id: started.id };
    },
    'runs.list': ({ from, to, ...query }) => {
      const page = store.runs.list({
        ...query,
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
      });
      return { items: page.items.map((row) => runItem(row, store.approvals.holders)), next: page.next };
    },
    'runs.get': ({ id }) => view(runtime.state(id)),
    'runs.events': ({ id, after = 0, limit = 1000 }) => {
      const events = runtime.events(id).filter(({ seq }) => seq > after);
      const items = events.slice(0, limit).map(toldEvent);
      return { items, next: events.length > limit ? String(items.at(-1)?.seq ?? after) : null };
    },
    'runs.drawing': ({ id, version }) => {
      const { info } = runtime.state(id);
      const release = version === undefined ? null : releaseOf(info.flow, version);
      const etag = release?.etag ?? store.runs.get(id)?.etag ?? '';
      const text = store.flows.textOf(etag);
      if (text === null) {
        throw new AppError('not_found', 'The drawing of this run is no longer kept.', {
          fix: 'Its events still are.',
        });
      }
      return { drawing: reader(text, etag).drawing, text };
    },
    'runs.cancel': async ({ id, ...call }, caller) =>
      change(
        id,
        { type: 'cancel', by: caller.person, reason: call.reason ?? 'Cancelled by hand.' },
        call,
        caller,
      ),
    'runs.retry': async ({ id, ...call }, caller) => {
      const { from, version } = call;
      const state = runtime.state(id);
      const release = version === undefined ? null : releaseOf(state.info.flow, version);
      const input: RunInput = {
        type: 'retry',
        by: caller.person,
        node: from ?? null,
        hash: release?.hash ?? state.hash,
        version: release?.version ?? state.version,
      };
      return change(id, input, call, caller);
    },
    'runs.edit': async ({ id, ...call }, caller) => {
      const { node, visit = null, way = null, output = null } = call;
      return change(id, { type: 'edit', by: caller.person, node, visit, way, output }, call, caller);
    },
    'runs.skip': async ({ id, ...call }, caller) => {
      const { node, visit = null } = call;
      return change(id, { type: 'skip', by: caller.person, node, visit }, call, caller);
    },
    'runs.answer': async ({ id, ...call }, caller) => {
      const { node, visit, answer, output } = call;
      const place = visit ?? latest(runtime.state(id), node, 'unknown');
      const input: RunInput = {
        type: 'answer',
        node,
        visit: place,
        by: caller.person,
        answer,
        output: output ?? null,
      };
      return change(id, input, call, caller);
    },
    'runs.jump': async ({ id, ...call }, caller) =>
      change(id, { type: 'jump', by: caller.person }, call, caller),
    'runs.callback': async ({ id, node, visit, body }, caller) => {
      const state = runtime.state(id);
      if (state.info.target !== 'draft') {
        throw new AppError(
          'forbidden',
          'Only drafts can be answered by hand; a live run waits for the real call back.',
          {
            fix: 'Cancel it, or let the other side call.',
          },
        );
      }
      const place = visit ?? latest(state, node, 'waiting');
      return view(
        await runtime.submit(
          id,
          { type: 'callback', node, visit: place, body: body ?? null },
          caller.identified,
        ),
      );
    },
  };
}

/** The newest visit of a node in a status; where there is none, the newest one: the run says what is wrong with it. */
function latest(state: RunState, node: string, status: 'unknown' | 'waiting'): number {
  const visits = state.visits.filter((visit) => visit.node === node);
  const found = visits.findLast((visit) => visit.status === status) ?? visits.at(-1);
  if (found !== undefined) return found.visit;
  throw new AppError('not_found', `The run has no step “${node}” so far.`, {
    fix: 'Look at the steps of the run.',
  });
}
