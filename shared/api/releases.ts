import { z } from 'zod';
import type { Change } from '../flow/diff.ts';
import type { Definition } from '../flow/definition.ts';
import { drawing, readinessItem } from './flows.ts';
import { cursor, described, flag, limit, name, page, target, time, version } from './parts.ts';
import { procedure } from './procedure.ts';

const release = z.object({
  flow: z.string(),
  version: z.number(),
  hash: z.string(),
  notes: z.string(),
  author: z.string(),
  at: time,
  live: z.boolean(),
  /** Runs on it that have not ended: they keep to it whatever goes live. */
  unfinished: z.number(),
});

/** One side of a difference. */
const side = z.object({ source: z.string(), text: z.string(), drawing });

const id = name;

export const releases = {
  'flows.tried': procedure({
    method: 'GET',
    path: '/flows/{id}/tried',
    summary: 'Which ways out of its approvals draft runs of exactly this content have taken',
    right: 'read',
    input: z.strictObject({ id }),
    output: page(
      z.object({
        node: z.string(),
        port: z.string(),
        /** The newest draft run that left by it; null: not yet. */
        run: z.string().nullable(),
      }),
    ),
  }),
  'flows.diff': procedure({
    method: 'GET',
    path: '/flows/{id}/diff',
    summary: 'What changed between two versions, in words',
    right: 'read',
    query: ['from', 'to'],
    input: z.strictObject({ id, from: target.optional(), to: target.optional() }),
    output: z.object({
      from: side.nullable(),
      to: side,
      items: z.array(described<Change>('One change in words')),
      next: z.string().nullable(),
    }),
  }),
  'flows.release': procedure({
    method: 'POST',
    path: '/flows/{id}/releases',
    summary: 'Release the draft; the text of the newest release answers with that one',
    right: 'release',
    input: z.strictObject({ id, notes: z.string().max(10_000).optional() }),
    output: release,
    status: 201,
  }),
  'flows.releases': procedure({
    method: 'GET',
    path: '/flows/{id}/releases',
    summary: 'Releases, newest first',
    right: 'read',
    query: ['limit', 'cursor'],
    input: z.strictObject({ id, limit, cursor }),
    output: page(release),
  }),
  'flows.releaseOf': procedure({
    method: 'GET',
    path: '/flows/{id}/releases/{version}',
    summary: 'One release with its text, drawing and definition',
    right: 'read',
    input: z.strictObject({ id, version }),
    output: release.extend({
      text: z.string(),
      drawing,
      definition: described<Definition>('The compiled definition'),
    }),
  }),
  'flows.setLive': procedure({
    method: 'PUT',
    path: '/flows/{id}/live',
    summary: 'Promote or roll back; null takes the flow offline',
    right: 'release',
    input: z.strictObject({ id, version: version.nullable(), strict: flag.optional() }),
    output: z.object({ id: z.string(), live: z.number().nullable(), warnings: z.array(readinessItem) }),
  }),
};
