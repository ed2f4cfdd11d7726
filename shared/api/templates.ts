import { z } from 'zod';
import { drawing, flow } from './flows.ts';
import { name, page } from './parts.ts';
import { procedure } from './procedure.ts';

const template = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  group: z.string().meta({ description: 'The need it serves: the first label' }),
  steps: z.number().meta({ description: 'How many steps it has' }),
  outside: z.string().meta({ description: 'What it changes outside, in words' }),
  etag: z
    .string()
    .meta({ description: 'SHA-256 of its text: a draft with this ETag is the untouched template' }),
  drawing,
});

export const templates = {
  'templates.list': procedure({
    method: 'GET',
    path: '/templates',
    summary: 'The flows that come with Countersign, by need',
    right: 'read',
    input: z.strictObject({}),
    output: page(template),
  }),
  'templates.get': procedure({
    method: 'GET',
    path: '/templates/{id}',
    summary: 'One template with its text',
    right: 'read',
    input: z.strictObject({ id: name }),
    output: template.extend({ text: z.string() }),
  }),
  'templates.use': procedure({
    method: 'POST',
    path: '/templates/{id}/use',
    summary: 'Make a draft of a template under an id that is free',
    right: 'author',
    input: z.strictObject({ id: name, name: z.string().trim().min(1).max(200).optional() }),
    output: flow,
    status: 201,
  }),
};
