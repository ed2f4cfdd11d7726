import { expect, test } from 'vitest';

import { locate, locateAll } from '../../../shared/flow/locate.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { fixture } from './flow-fixtures.ts';

const head = 'countersign: 1\nid: a\nnodes:\n';

function firstProblem(text: string): Problem {
  const parsed = parseFlow(text);
  if (parsed.ok) throw new Error('This text was accepted.');
  const [problem] = parsed.problems;
  if (problem === undefined) throw new Error('It was refused without a reason.');
  return problem;
}

type Expected = { code: string; node?: string; field?: string; line?: number; column?: number; fix?: string };

const refusals: [string, string, Expected][] = [
  ['an empty file', '', { code: 'not_a_map', line: 1, column: 1 }],
  ['a list', '- a\n', { code: 'not_a_map', line: 1 }],
  ['plain text', 'hello', { code: 'not_a_map', line: 1 }],
  ['a missing version', 'id: a\nnodes: {}\n', { code: 'version_missing', line: 1 }],
  [
    'a higher version',
    'countersign: 2\nid: a\n',
    { code: 'version_too_new', field: 'countersign', line: 1, column: 14 },
  ],
  ['a version in quotes', "countersign: '1'\nid: a\n", { code: 'version_unknown', line: 1 }],
  ['a missing id', 'countersign: 1\nnodes: {}\n', { code: 'missing', field: 'id' }],
  [
    'an id with capitals',
    'countersign: 1\nid: My Flow\nnodes: {}\n',
    { code: 'bad_name', field: 'id', line: 2, column: 5 },
  ],
  [
    'an unknown key at the top',
    `${head}  a: { kind: end }\nedge: []\n`,
    { code: 'unknown_key', field: 'edge', line: 5, column: 1, fix: 'Did you mean `edges`?' },
  ],
  [
    'an unknown key of a node',
    `${head}  a: { kind: end, tiemout: 1s }\n`,
    { code: 'unknown_key', node: 'a', field: 'tiemout', line: 4, column: 19, fix: 'Did you mean `timeout`?' },
  ],
  [
    'an unknown key of a config',
    `${head}  a:\n    kind: http\n    config:\n      urll: x\n`,
    { code: 'unknown_key', node: 'a', field: 'config.urll', line: 7, column: 7, fix: 'Did you mean `url`?' },
  ],
  [
    'an unknown kind',
    `${head}  a: { kind: htp }\n`,
    { code: 'unknown_kind', node: 'a', field: 'kind', line: 4, column: 14, fix: 'Did you mean `http`?' },
  ],
  [
    'a kind of a later version',
    `${head}  a: { kind: command }\n`,
    { code: 'not_in_version', node: 'a', field: 'kind', line: 4 },
  ],
  [
    'an approval with undo',
    `${head}  a: { kind: approval, config: { timeout: none, undo: 25s } }\n`,
    { code: 'not_in_version', node: 'a', field: 'config.undo' },
  ],
  [
    'a wait for an event',
    `${head}  a: { kind: wait, config: { for: event } }\n`,
    { code: 'not_in_version', node: 'a', field: 'config.for' },
  ],
  [
    'a wait with a heartbeat',
    `${head}  a: { kind: wait, config: { heartbeat: 1m } }\n`,
    { code: 'not_in_version', node: 'a', field: 'config.heartbeat' },
  ],
  [
    'a message by Slack',
    `${head}  a: { kind: notify, config: { title: x, via: slack } }\n`,
    { code: 'not_in_version', node: 'a', field: 'config.via' },
  ],
  [
    'a database slot',
    `${head}  a: { kind: end }\nconnections: { d: { kind: db } }\n`,
    { code: 'not_in_version', field: 'connections.d.kind' },
  ],
  [
    'a number where text belongs',
    `${head}  a: { kind: http, config: { url: 5 } }\n`,
    { code: 'wrong_type', node: 'a', field: 'config.url', line: 4, fix: "Put it in quotes: '5'." },
  ],
  [
    'a list where a map belongs',
    'countersign: 1\nid: a\nnodes: []\n',
    { code: 'wrong_type', field: 'nodes', line: 3 },
  ],
  [
    'an unknown word',
    `${head}  a: { kind: http, config: { url: x, method: GTE } }\n`,
    { code: 'unknown_value', node: 'a', field: 'config.method' },
  ],
  [
    'a retry on a step that cannot fail',
    `${head}  a: { kind: end, retry: { attempts: 2 } }\n`,
    { code: 'unknown_key', node: 'a', field: 'retry', line: 4 },
  ],
  [
    'a timeout beside an approval’s config',
    `${head}  a: { kind: approval, timeout: 1h }\n`,
    { code: 'unknown_key', node: 'a', field: 'timeout', fix: 'Move it into `config`.' },
  ],
  [
    'a key that is there twice',
    `${head}  a: { kind: end }\n  a: { kind: end }\n`,
    { code: 'duplicate_key', node: 'a', line: 5, column: 3 },
  ],
  ['a prototype key', `${head}  __proto__: { kind: end }\n`, { code: 'prototype_key', line: 4, column: 3 }],
  [
    'a prototype key deep inside',
    `${head}  a: { kind: set, config: { values: { x: { constructor: 1 } } } }\n`,
    { code: 'prototype_key', node: 'a', field: 'config.values.x.constructor', line: 4 },
  ],
  [
    'a node’s name with capitals',
    `${head}  Big: { kind: end }\n`,
    { code: 'bad_name', node: 'Big', line: 4, column: 3 },
  ],
  [
    'a node named like a word of the language',
    `${head}  in: { kind: end }\n`,
    { code: 'bad_name', node: 'in', line: 4 },
  ],
  [
    'a case’s name with a space',
    `${head}  a:\n    kind: branch\n    config: { cases: [{ name: not so, when: 'true' }] }\n`,
    { code: 'bad_name', node: 'a', field: 'config.cases.0.name', line: 6 },
  ],
  [
    'an expression without quotes',
    `${head}  a: { kind: set, config: { values: { x: {{ trigger.body }} } } }\n`,
    { code: 'unquoted_expression', node: 'a', field: 'config.values.x', line: 4 },
  ],
  [
    'an expression without quotes that YAML cannot read',
    `${head}  a:\n    kind: http\n    config:\n      url: {{ a["b"] }}/c\n`,
    { code: 'unquoted_expression', line: 7 },
  ],
  [
    'conflict markers',
    `${head}<<<<<<< HEAD\n  a: { kind: end }\n=======\n  a: { kind: set }\n>>>>>>> other\n`,
    { code: 'conflict_markers', line: 4 },
  ],
  [
    'a tag',
    `${head}  a: { kind: !!js/function 'x' }\n`,
    { code: 'tag_not_allowed', node: 'a', field: 'kind', line: 4 },
  ],
  ['a tag on a key', `${head}  !x a: { kind: end }\n`, { code: 'tag_not_allowed', line: 4 }],
  ['a second document', `${head}  a: { kind: end }\n---\nb: 1\n`, { code: 'several_documents', line: 5 }],
  ['a directive', `%YAML 1.1\n---\n${head}  a: { kind: end }\n`, { code: 'malformed_yaml', line: 1 }],
  ['a tab as indentation', `${head}\ta: { kind: end }\n`, { code: 'malformed_yaml', line: 4 }],
  ['an open quote', `${head}  a: "x\n`, { code: 'malformed_yaml' }],
  ['an alias of nothing', `${head}  a: *x\n`, { code: 'malformed_yaml', line: 4 }],
  ['a key that is a list', `${head}  ? [a]\n  : { kind: end }\n`, { code: 'bad_key', line: 4 }],
  [
    'a number without a JSON form',
    `${head}  a: { kind: set, config: { values: { x: .inf } } }\n`,
    { code: 'not_json', node: 'a', field: 'config.values.x' },
  ],
  [
    'a number too large to be exact',
    `${head}  a: { kind: set, config: { values: { x: 12345678901234567890 } } }\n`,
    { code: 'number_too_large', node: 'a' },
  ],
  [
    'a line that is no edge',
    `${head}  a: { kind: end }\nedges:\n  - a => b\n`,
    { code: 'bad_edge', field: 'edges.0', line: 6, column: 5 },
  ],
  [
    'a field of an unknown type',
    `${head}  a: { kind: end }\ninputs: { n: nmber }\n`,
    { code: 'unknown_value', field: 'inputs.n', fix: 'Did you mean `number`?' },
  ],
];

test.each(refusals)('%s is refused with its place and what to do', (_title, text, expected) => {
  const problem = firstProblem(text);
  expect(problem).toMatchObject({ severity: 'error', ...expected });
  expect(problem.message).not.toBe('');
  expect(problem.fix).not.toBe('');
  expect(problem.line).toBeGreaterThan(0);
  expect(problem.column).toBeGreaterThan(0);
});

test('every problem of a file is told at once, in the order of its lines', () => {
  const parsed = parseFlow(
    `countersign: 1\nid: a\nedge: []\nnodes:\n  A: { kind: end }\n  b: { kind: htp }\n  c: { kind: http, config: { url: 5 } }\nedges: [x]\n`,
  );
  expect(parsed.problems.map(({ code, line }) => [code, line])).toEqual([
    ['unknown_key', 3],
    ['bad_name', 5],
    ['unknown_kind', 6],
    ['wrong_type', 7],
    ['bad_edge', 8],
  ]);
});

test('an unfinished drawing is text that can be saved', () => {
  const drawn = `${head}  a: { kind: http }\n  b: { kind: approval }\n  c: { kind: branch, config: { cases: [] } }\nedges:\n  - a.nowhere -> ghost\n`;
  expect(parseFlow(drawn)).toMatchObject({ ok: true, problems: [] });
});

test('JSON of the same shape is the same flow, also when it is indented with tabs', () => {
  const yaml = parseFlow(
    `${head}  a: { kind: end, config: { message: "é \\" \\u0007" } }\nedges:\n  - a -> a\n`,
  );
  const json = {
    countersign: 1,
    id: 'a',
    nodes: { a: { kind: 'end', config: { message: 'é " \u0007' } } },
    edges: ['a -> a'],
  };
  expect(parseFlow(JSON.stringify(json, null, '\t'))).toEqual(yaml);
  expect(parseFlow(JSON.stringify(json))).toEqual(yaml);
});

test('a character that nobody can see is refused where it stands; written as an escape it is kept', () => {
  const flow = (name: string) => `countersign: 1\nid: a\nname: ${name}\nnodes: {}\n`;
  expect(parseFlow(flow('x\u0000y'))).toMatchObject({
    ok: false,
    problems: [{ code: 'malformed_yaml', line: 3, column: 8 }],
  });
  expect(parseFlow(flow('"x\\u0007y"'))).toMatchObject({ ok: true, drawing: { name: 'x\u0007y' } });
});

test('line ends of Windows and a byte order mark change nothing', () => {
  const text = fixture('content-approval.flow.yaml');
  expect(parseFlow(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(parseFlow(text));
});

test('no text can reach an object’s prototype', () => {
  parseFlow(`${head}  a: { kind: set, config: { values: { __proto__: { polluted: 1 }, prototype: 1 } } }\n`);
  parseFlow('{"__proto__":{"polluted":1},"countersign":1,"id":"a","nodes":{}}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a compiler’s problem gets the line and column of its text', () => {
  const text = fixture('content-approval.flow.yaml');
  const at = (problem: Partial<Problem>) => {
    const { line, column } = locate(text, {
      code: 'x',
      severity: 'error',
      message: 'm',
      fix: 'f',
      ...problem,
    });
    return (text.split('\n')[(line ?? 0) - 1] ?? '').slice((column ?? 0) - 1, (column ?? 0) + 12);
  };
  expect(at({ node: 'publish' })).toBe('publish:');
  expect(at({ node: 'publish', field: 'config.body.title' })).toBe("'{{ trigger.b");
  expect(at({ node: 'publish', field: 'config.url' })).toBe('config: { con');
  expect(at({ field: 'edges.2' })).toBe('review.approv');
  expect(at({ node: 'review', field: 'edges.2' })).toBe('review.approv');
  expect(at({ field: 'inputs.amount.risk' })).toBe('true }');
  expect(
    locateAll('a: [', [{ code: 'x', severity: 'error', message: 'm', fix: 'f', node: 'a' }]),
  ).toHaveLength(1);
});
