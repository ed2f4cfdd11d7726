import type { z } from 'zod';

/** What a caller must be allowed to do. Roles map to rights in one table (`rights.ts`). */
export type Right =
  'read' | 'author' | 'release' | 'run' | 'repair' | 'decide' | 'connections' | 'workspace' | 'tokens';

/**
 * One call of the API as data: the window, HTTP, the CLI, OpenAPI and the tests read the same one.
 * Path parameters, query and body fields are one flat `input`; names in `{}` of `path` and in `query` are taken from there.
 */
export type Procedure<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** A second path for the same call; what the first one carries in its path travels in the body or query here. */
  also?: string;
  summary: string;
  right: Right;
  input: In;
  output: Out;
  /** Input fields that travel in the query string. */
  query?: readonly string[];
  /** Body media types that fill one field as text (`application/yaml` into `text`); default is a JSON object. */
  text?: { field: string; types: readonly string[] };
  /** What the answer is: JSON unless said. `bytes` and `yaml` answers carry `{ bytes|text, type, etag? }`. */
  answer?: 'json' | 'yaml' | 'bytes';
  status?: 200 | 201 | 202;
  /** Needs `If-Match`, handed in as the field `ifMatch`; a missing header is 428. */
  ifMatch?: true;
  /** Only the desktop app's own window may call: there is no such address over HTTP. */
  windowOnly?: true;
};

/** Keeps the literal types of one procedure. */
export function procedure<In extends z.ZodType, Out extends z.ZodType>(
  description: Procedure<In, Out>,
): Procedure<In, Out> {
  return description;
}
