import { z } from 'zod';
import { errorTable } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { contract, routedNames } from './contract.ts';
import { apiBase } from './http-call.ts';
import type { Procedure } from './procedure.ts';
import { streamEvent, streamPath } from './stream.ts';

/** The OpenAPI 3.1 document of every call, made from the contract alone. */
export function openapi(app: { version: string }): JsonObject {
  const paths: Record<string, JsonObject> = {};
  const schemas = createSchemas();
  for (const name of routedNames) {
    const procedure: Procedure = contract[name];
    for (const path of [procedure.path, ...(procedure.also === undefined ? [] : [procedure.also])]) {
      const methods = (paths[`${apiBase}${path}`] ??= {});
      const suffix = path === procedure.path ? '' : '.also';
      methods[procedure.method.toLowerCase()] = operation(`${name}${suffix}`, procedure, path, schemas.of);
    }
  }
  paths[`${apiBase}${streamPath}`] = { get: streamOperation(schemas.of) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: app.version,
      description: 'Draw flows, run them, ask people first.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: errorSchema, ...schemas.shared() },
    },
  };
}

type SchemaOf = (type: z.ZodType, io: 'input' | 'output') => JsonObject;

function operation(name: string, procedure: Procedure, path: string, schemaOf: SchemaOf): JsonObject {
  const input = schemaOf(procedure.input, 'input');
  const properties = (input['properties'] ?? {}) as JsonObject; // every input of the contract is an object
  const required = new Set((input['required'] ?? []) as string[]); // zod writes names here
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const bodyless = procedure.method === 'GET' || procedure.method === 'DELETE';
  const special = new Set([...inPath, ...(procedure.ifMatch ? ['ifMatch'] : [])]);
  const inQuery = Object.keys(properties).filter(
    (field) => !special.has(field) && (bodyless || (procedure.query ?? []).includes(field)),
  );

  const parameters: Json[] = [
    ...inPath.map((field) => ({ name: field, in: 'path', required: true, schema: properties[field] ?? {} })),
    ...inQuery.map((field) => ({
      name: field,
      in: 'query',
      required: required.has(field),
      schema: properties[field] ?? {},
    })),
    ...(procedure.ifMatch
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: true,
            schema: { type: 'string' },
            description: 'The ETag',
          },
        ]
      : []),
  ];
  const taken = new Set([...special, ...inQuery]);
  return {
    operationId: name,
    summary: procedure.summary,
    description: `Needs the right \`${procedure.right}\`.`,
    tags: [name.split('.')[0] ?? name],
    parameters,
    ...(bodyless ? {} : { requestBody: requestBody(procedure, properties, required, taken) }),
    responses: { [String(procedure.status ?? 200)]: success(procedure, schemaOf), default: failure },
  };
}

function requestBody(
  procedure: Procedure,
  properties: JsonObject,
  required: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): JsonObject {
  if (procedure.text !== undefined) {
    const content = Object.fromEntries(
      procedure.text.types.map((type) => [
        type,
        { schema: type === 'application/json' ? { type: 'object' } : { type: 'string' } },
      ]),
    );
    return { required: true, content };
  }
  const fields = Object.keys(properties).filter((field) => !taken.has(field));
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, properties[field] ?? {}])),
    required: fields.filter((field) => required.has(field)),
    additionalProperties: false,
  };
  return {
    required: fields.some((field) => required.has(field)),
    content: { 'application/json': { schema } },
  };
}

function success(procedure: Procedure, schemaOf: SchemaOf): JsonObject {
  if (procedure.answer === 'yaml') {
    return { description: 'The file', content: { 'application/yaml': { schema: { type: 'string' } } } };
  }
  if (procedure.answer === 'bytes') {
    return { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  }
  return {
    description: 'Done',
    content: { 'application/json': { schema: schemaOf(procedure.output, 'output') } },
  };
}

function streamOperation(schemaOf: SchemaOf): JsonObject {
  return {
    operationId: 'stream',
    summary: 'Changes as server-sent events, resumable with Last-Event-ID',
    tags: ['stream'],
    parameters: [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } }],
    responses: {
      '200': {
        description: 'Each `data` is one JSON document',
        content: { 'text/event-stream': { schema: schemaOf(streamEvent, 'output') } },
      },
      default: failure,
    },
  };
}

const errorSchema: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorTable) },
        message: { type: 'string' },
        fix: { type: 'string' },
        details: { type: 'array', items: {} },
      },
    },
  },
};

const failure: JsonObject = {
  description: 'What happened, what it means, what to do',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

/**
 * Schemas as OpenAPI wants them. One that holds itself cannot stand in line; it stands once under `components`, because
 * `#/$defs` would point to the top of this document, where there is none.
 */
function createSchemas(): { of: SchemaOf; shared: () => Record<string, JsonObject> } {
  const names = new Map<string, string>();
  return {
    of: (type, io) => {
      const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
      let text = JSON.stringify(schema);
      for (const [local, definition] of Object.entries($defs)) {
        const pointer = JSON.stringify(`#/$defs/${local}`);
        const own = JSON.stringify(definition).replaceAll(pointer, JSON.stringify(selfPointer));
        const name = names.get(own) ?? `Shared${names.size + 1}`;
        names.set(own, name);
        text = text.replaceAll(pointer, JSON.stringify(sharedPointer(name)));
      }
      return JSON.parse(text) as JsonObject; // a JSON schema is JSON
    },
    shared: () =>
      Object.fromEntries(
        [...names].map(([own, name]) => [
          name,
          JSON.parse(own.replaceAll(selfPointer, sharedPointer(name))) as JsonObject, // written just above
        ]),
      ),
  };
}

const selfPointer = '#/$defs/self';
const sharedPointer = (name: string): string => `#/components/schemas/${name}`;
