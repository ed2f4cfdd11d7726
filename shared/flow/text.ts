import type { z } from 'zod';

import { closest } from '../expression/closest.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { checkConfig, withSuggestion } from '../steps/check-config.ts';
import { kindOf, laterKinds, stepKinds } from '../steps/index.ts';
import type { StepKind } from '../steps/kind.ts';
import { flowIdRule, isFlowId, isNodeName, isPortName, nodeNameRule, portNameRule } from '../steps/names.ts';
import { schemaProblems } from '../steps/schema-issues.ts';
import { flowSchema, nodeSchema } from './drawing-schema.ts';
import type { Drawing, DrawingNode, Edge } from './drawing.ts';
import { parseEdge } from './edge-text.ts';
import { placeIn } from './locate.ts';
import type { Problem } from './problem.ts';
import { fieldOf, readYaml } from './read-yaml.ts';
import { checkCharacters, checkLimits, maxNodes, tooManyNodes } from './text-limits.ts';

export type ParsedFlow =
  { ok: true; drawing: Drawing; problems: Problem[] } | { ok: false; problems: Problem[] };

const refuse = (
  code: string,
  message: string,
  fix: string,
  place: { node?: string; field?: string } = {},
): Problem => ({
  code,
  severity: 'error',
  message,
  fix,
  ...place,
});

function checkVersion(value: Json | undefined): Problem | null {
  const place = { field: 'countersign' };
  if (value === undefined) {
    return refuse(
      'version_missing',
      'The file does not say which format it is in.',
      'Begin it with `countersign: 1`.',
    );
  }
  if (value === 1) return null;
  if (typeof value === 'number' && value > 1) {
    return refuse(
      'version_too_new',
      `The file is in format ${value}; this Countersign reads format 1.`,
      'Update Countersign, then try again.',
      place,
    );
  }
  return refuse('version_unknown', 'There is no such format.', 'Write `countersign: 1`.', place);
}

function checkKind(node: string, kind: string): Problem | null {
  if (kindOf(kind) !== undefined) return null;
  const place = { node, field: 'kind' };
  if (laterKinds.includes(kind)) {
    return refuse(
      'not_in_version',
      `The kind \`${kind}\` is not in this version.`,
      'Use another kind of step.',
      place,
    );
  }
  const near = closest(kind, [...stepKinds.map((one) => one.kind), ...laterKinds]);
  const fix =
    near === null
      ? `Known kinds: ${stepKinds.map((one) => one.kind).join(', ')}.`
      : `Did you mean \`${near}\`?`;
  return refuse('unknown_kind', `There is no kind \`${kind}\`.`, fix, place);
}

/** Keys that only some kinds take: a retry on a step that cannot fail would be accepted and ignored. */
function checkMisplaced(name: string, node: DrawingNode, kind: StepKind): Problem[] {
  const problems: Problem[] = [];
  for (const key of ['retry', 'timeout'] as const) {
    if (node[key] === undefined || kind.canFail) continue;
    const inside = key === 'timeout' && (kind.kind === 'approval' || kind.kind === 'wait');
    const fix = inside ? 'Move it into `config`.' : `Remove \`${key}\`.`;
    problems.push(
      refuse('unknown_key', `A step of kind \`${kind.kind}\` takes no \`${key}\`.`, fix, {
        node: name,
        field: key,
      }),
    );
  }
  if (kind.execution !== 'trigger') return problems;
  for (const key of ['visits', 'effect'] as const) {
    if (node[key] === undefined) continue;
    problems.push(
      refuse('unknown_key', `A trigger takes no \`${key}\`.`, `Remove \`${key}\`.`, {
        node: name,
        field: key,
      }),
    );
  }
  return problems;
}

function checkNode(name: string, node: DrawingNode): Problem[] {
  const kind = kindOf(node.kind);
  if (kind === undefined) return [checkKind(name, node.kind)].filter((problem) => problem !== null);
  const checked = checkConfig(kind, node.config ?? {});
  const config = checked.ok ? [] : checked.problems.filter((problem) => problem.stage === 'text');
  return [
    ...config.map(({ code, message, fix, field }) => refuse(code, message, fix, { node: name, field })),
    ...checkMisplaced(name, node, kind),
  ];
}

/** Also where other nodes are malformed: a person corrects everything in one go. */
function checkNodes(nodes: Json | undefined): Problem[] {
  return Object.entries(isJsonObject(nodes) ? nodes : {}).flatMap(([name, node]) => {
    const parsed = nodeSchema.safeParse(node);
    return parsed.success ? checkNode(name, parsed.data as DrawingNode) : []; // as in readDrawing: undefined cannot be written
  });
}

const nameRules = [
  ['nodes', isNodeName, nodeNameRule],
  ['inputs', isNodeName, nodeNameRule],
  ['connections', isPortName, portNameRule],
] as const;

function checkNames(file: JsonObject): Problem[] {
  const problems = nameRules.flatMap(([section, rule, fix]) => {
    const names = isJsonObject(file[section]) ? Object.keys(file[section]) : [];
    return names
      .filter((name) => !rule(name))
      .map((name) => refuse('bad_name', `“${name}” cannot be a name here.`, fix, fieldOf([section, name])));
  });
  const { id } = file;
  if (typeof id === 'string' && !isFlowId(id))
    problems.push(refuse('bad_name', `“${id}” cannot be a flow’s id.`, flowIdRule, { field: 'id' }));
  return problems;
}

function readEdges(lines: readonly Json[]): { edges: Edge[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const edges: Edge[] = [];
  for (const [index, line] of lines.entries()) {
    if (typeof line !== 'string') continue; // told by the schema
    const edge = parseEdge(line);
    if (edge !== null) edges.push(edge);
    else {
      const fix = 'Write `from -> to`, or `from.port -> to`.';
      problems.push(
        refuse('bad_edge', `“${line}” is not a connection between two steps.`, fix, {
          field: `edges.${index}`,
        }),
      );
    }
  }
  return { edges, problems };
}

function shapeProblems(error: z.ZodError, file: JsonObject): Problem[] {
  return schemaProblems(error, file).map((problem) => {
    const { code, message, fix, path } = withSuggestion(problem, flowSchema);
    return refuse(
      code,
      message,
      fix,
      fieldOf(path.map((key) => (typeof key === 'number' ? key : String(key)))),
    );
  });
}

/** What a file's text stage makes of plain values; `problems` without line and column. */
export function readDrawing(file: Json): ParsedFlow {
  if (!isJsonObject(file)) {
    return {
      ok: false,
      problems: [
        refuse(
          'not_a_map',
          'The file is not a flow.',
          'Begin it with `countersign: 1`, then `id:` and `nodes:`.',
        ),
      ],
    };
  }
  const version = checkVersion(file['countersign']);
  if (version !== null) return { ok: false, problems: [version] };
  if (isJsonObject(file['nodes']) && Object.keys(file['nodes']).length > maxNodes)
    return { ok: false, problems: [tooManyNodes()] };
  const parsed = flowSchema.safeParse(file);
  const { edges, problems: edgeProblems } = readEdges(Array.isArray(file['edges']) ? file['edges'] : []);
  const names = checkNames(file);
  const shape = parsed.success ? [] : shapeProblems(parsed.error, file);
  const problems = [...shape, ...names, ...checkNodes(file['nodes']), ...edgeProblems];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const drawing = { ...parsed.data, edges } as Drawing; // the schema's `?: T | undefined` never holds undefined: the text cannot write it
  return { ok: true, drawing, problems: [] };
}

/** JSON may be indented with tabs, which YAML refuses; inside JSON's strings a raw tab cannot stand. */
const withoutTabs = (text: string): string => (/^\s*\{/.test(text) ? text.replaceAll('\t', ' ') : text);

/**
 * A flow file's text (YAML, or JSON of the same shape) as a drawing, or every text problem with its line and column:
 * FLOW-FORMAT “Text”. Drawing problems are the compiler's. Never throws, whatever the text.
 */
export function parseFlow(text: string): ParsedFlow {
  const limit = checkLimits(text) ?? checkCharacters(text);
  if (limit !== null) return { ok: false, problems: [limit] };
  const read = readYaml(withoutTabs(text.startsWith('\uFEFF') ? text.slice(1) : text));
  if (!read.ok) return { ok: false, problems: read.problems };
  const drawn = readDrawing(read.value);
  if (drawn.ok) return drawn;
  const placed = drawn.problems.map((problem) => ({
    ...problem,
    ...(placeIn(read.yaml, problem) ?? { line: 1, column: 1 }),
  }));
  return { ok: false, problems: placed.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}
