import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { compile } from '../../shared/flow/compile.ts';
import type { Definition } from '../../shared/flow/definition.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { locateAll } from '../../shared/flow/locate.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { exampleOutput } from '../../shared/flow/example-output.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { createProgram } from '../../shared/run/program.ts';
import type { Program } from '../../shared/run/program.ts';
import type { Store } from '../store/store.ts';
import { createLru } from './lru.ts';

export type Target = 'draft' | 'live' | number;

/** What a run is pinned to when it starts. */
export type Source = {
  flow: string;
  version: number | null;
  target: 'draft' | 'live' | 'version';
  program: Program;
  /** Key of the drawing's text. */
  etag: string;
  /** Who edited the draft, or made the release. */
  author: string | null;
  /** Who put it live: schedules run in their name. */
  promotedBy: string | null;
  /** Keeps text and definition with the run; only a draft's are not stored already. */
  keep: () => void;
};

export type Sources = ReturnType<typeof createSources>;

type Compiled = { drawing: Drawing; definition: Definition; hash: string; canonical: string };

/** Finds what to run, and keeps the programs of the definitions in use: compiled once, shared by all their runs. */
export function createSources(store: Pick<Store, 'flows' | 'releases' | 'definitions'>) {
  const programs = createLru<Program>(200);
  const drafts = createLru<Compiled>(50);
  const drawings = createLru<Drawing>(50);

  function programOf(hash: string): Program {
    const known = programs.get(hash);
    if (known !== undefined) return known;
    const definition = store.definitions.get(hash);
    if (definition === null) throw new Error(`The definition ${hash} is not in the store.`);
    const program = createProgram(definition, hash);
    programs.set(hash, program);
    return program;
  }

  function drawingOf(etag: string): Drawing | undefined {
    const known = drawings.get(etag) ?? drafts.get(etag)?.drawing;
    if (known !== undefined) return known;
    const parsed = parseFlow(store.flows.textOf(etag) ?? '');
    if (!parsed.ok) return undefined;
    drawings.set(etag, parsed.drawing);
    return parsed.drawing;
  }

  function compileDraft(id: string, etag: string, text: string): Compiled {
    const known = drafts.get(etag);
    if (known !== undefined) return known;
    const parsed = parseFlow(text);
    if (!parsed.ok) throw invalid(id, parsed.problems);
    const result = compile(parsed.drawing);
    if (!result.ok) throw invalid(id, locateAll(text, result.problems));
    const { definition, hash, canonical } = result;
    const compiled = { drawing: parsed.drawing, definition, hash, canonical };
    drafts.set(etag, compiled);
    return compiled;
  }

  function draft(id: string): Source {
    const flow = store.flows.get(id);
    if (flow === null) throw noFlow(id);
    const { definition, hash, canonical } = compileDraft(id, flow.etag, flow.text);
    let program = programs.get(hash);
    if (program === undefined) {
      program = createProgram(definition, hash);
      programs.set(hash, program);
    }
    const keep = () => {
      store.flows.keepText(flow.etag, flow.text);
      store.definitions.put(hash, canonical);
    };
    return {
      flow: id,
      version: null,
      target: 'draft',
      program,
      etag: flow.etag,
      author: flow.editedBy,
      promotedBy: null,
      keep,
    };
  }

  function release(
    id: string,
    version: number,
    target: 'live' | 'version',
    promotedBy: string | null,
  ): Source {
    const row = store.releases.get(id, version);
    if (row === null) {
      throw new AppError('not_found', `There is no release ${version} of “${id}”.`, {
        fix: 'See the flow’s releases for those there are.',
      });
    }
    const { hash, etag, author } = row;
    return {
      flow: id,
      version,
      target,
      program: programOf(hash),
      etag,
      author,
      promotedBy,
      keep: () => undefined,
    };
  }

  return {
    programOf,
    find: (id: string, target: Target): Source => {
      if (target === 'draft') return draft(id);
      const flow = store.flows.get(id);
      if (flow === null) throw noFlow(id);
      if (target !== 'live') return release(id, target, 'version', null);
      if (flow.live === null) {
        throw new AppError('conflict', `No release of “${id}” is live, so nothing was started.`, {
          fix: 'Release it and put it live, or run the draft.',
        });
      }
      return release(id, flow.live, 'live', flow.promotedBy);
    },
    /** What practice answers with: the file's example, else one made up in the shape that the step declares. */
    exampleOf: (etag: string, node: string): Json | undefined => {
      const drawing = drawingOf(etag);
      return drawing === undefined ? undefined : exampleOutput(drawing, node);
    },
    /** What the drawing calls a step. */
    nameOf: (etag: string, node: string): string => drawingOf(etag)?.nodes[node]?.name ?? labelOf(node),
  };
}

function noFlow(id: string): AppError {
  return new AppError('not_found', `There is no flow “${id}”.`, {
    fix: 'See the list of flows for those there are.',
  });
}

function invalid(id: string, problems: Problem[]): AppError {
  return new AppError(
    'invalid_flow',
    `“${id}” cannot run yet: ${problems[0]?.message ?? 'it has problems.'}`,
    {
      fix: problems[0]?.fix ?? 'Open the flow and look at its problems.',
      details: problems.map((problem) => ({ ...problem })),
    },
  );
}
