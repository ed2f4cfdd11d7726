import { z } from 'zod';
import { json, name, requestId, version } from './parts.ts';
import { procedure } from './procedure.ts';
import { run } from './runs.ts';

const id = name;

/** How a run that failed, or does not know, goes on by a person's hand: RUNTIME.md “Repair”. */
export const runRepairs = {
  'runs.retry': procedure({
    method: 'POST',
    path: '/runs/{id}/retry',
    summary: 'Go on from the failed step, or from a named one, on the pinned release or a named one',
    right: 'run',
    input: z.strictObject({ id, from: name.optional(), version: version.optional(), requestId }),
    output: run,
  }),
  'runs.edit': procedure({
    method: 'POST',
    path: '/runs/{id}/edit',
    summary: 'Set the output of a step of a failed run and go on from there; never of an approval',
    right: 'repair',
    input: z.strictObject({
      id,
      node: name,
      /** The round that was looked at; refused where the run has left it. */
      visit: version.optional(),
      /** The way out; the usual one unless said. */
      way: name.optional(),
      /** May be left out where the way says it all: a branch, a wait that ran out. */
      output: json.optional(),
      requestId,
    }),
    output: run,
  }),
  'runs.skip': procedure({
    method: 'POST',
    path: '/runs/{id}/skip',
    summary: 'Go on without the failed step: its output is empty; never without an approval',
    right: 'repair',
    input: z.strictObject({ id, node: name, visit: version.optional(), requestId }),
    output: run,
  }),
  'runs.answer': procedure({
    method: 'POST',
    path: '/runs/{id}/answer',
    summary: 'Say whether a step of unknown outcome happened',
    right: 'decide',
    input: z.strictObject({
      id,
      node: name,
      visit: version.optional(),
      answer: z.enum(['done', 'again', 'fail']),
      output: json.optional(),
      requestId,
    }),
    output: run,
  }),
};
