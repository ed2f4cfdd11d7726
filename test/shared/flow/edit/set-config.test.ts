import { expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { setNode } from '../../../../shared/flow/edit/set-node.ts';
import { setSample } from '../../../../shared/flow/edit/set-sample.ts';

const drawing: Drawing = {
  countersign: 1,
  id: 'x',
  nodes: {
    a: { kind: 'http', config: { method: 'POST', body: { tags: ['one', 'two'] } } },
    b: { kind: 'end' },
  },
  edges: [],
};

test('a value lands at its path and what did not change keeps its identity', () => {
  const next = setConfig(drawing, 'a', ['body', 'tags', 1], 'three');
  expect(next.nodes['a']?.config).toEqual({ method: 'POST', body: { tags: ['one', 'three'] } });
  expect(next.nodes['b']).toBe(drawing.nodes['b']);
  expect(setConfig(drawing, 'a', ['method'], 'POST')).toBe(drawing);
  expect(setConfig(drawing, 'nobody', ['method'], 'GET')).toBe(drawing);
});

test('groups on the way are made, lists grow by one', () => {
  const next = setConfig(drawing, 'b', ['output', 'list', 0], 'first');
  expect(next.nodes['b']?.config).toEqual({ output: { list: ['first'] } });
});

test('what is taken away takes emptied maps with it, but an emptied list is an answer', () => {
  const emptied = setConfig(
    setConfig(drawing, 'a', ['body', 'tags', 0], undefined),
    'a',
    ['body', 'tags', 0],
    undefined,
  );
  expect(emptied.nodes['a']?.config).toEqual({ method: 'POST', body: { tags: [] } });
  const gone = setConfig(setConfig(emptied, 'a', ['body', 'tags'], undefined), 'a', ['method'], undefined);
  expect(gone.nodes['a']).toEqual({ kind: 'http' });
});

test('keys of a step and its sample come and go without a trace', () => {
  const named = setNode(drawing, 'b', { name: 'Over', note: 'x' });
  expect(named.nodes['b']).toEqual({ kind: 'end', name: 'Over', note: 'x' });
  expect(setNode(named, 'b', { name: undefined, note: undefined })).toEqual(drawing);
  expect(setSample(setSample(drawing, 'a', { x: 1 }), 'a', undefined)).toEqual(drawing);
});
