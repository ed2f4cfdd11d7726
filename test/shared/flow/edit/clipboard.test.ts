import { expect, test } from 'vitest';
import { copyYaml, paste, readCopied } from '../../../../shared/flow/edit/clipboard.ts';
import { printEdge } from '../../../../shared/flow/edge-text.ts';
import { review } from './drawings.ts';

function copied(selection: string[]) {
  const text = copyYaml(review(), selection);
  const drawing = text === null ? null : readCopied(text);
  if (drawing === null) throw new Error('nothing was copied');
  return drawing;
}

test('pasted steps get free names, and what they read of one another follows', () => {
  const { drawing, added } = paste(review(), copied(['write', 'review', 'note:0']), [2000, 100]);
  expect(added).toEqual(['write_2', 'review_2', 'note:1']);
  expect(drawing.nodes['review_2']?.config?.['title']).toBe('Publish {{ steps.write_2.text }}?');
  expect(drawing.edges.slice(4).map(printEdge)).toEqual([
    'write_2 -> review_2',
    'review_2.declined -> write_2',
  ]);
  expect(drawing.layout?.['review_2']).toEqual([2340, 220]);
  expect(drawing.samples?.['write_2']).toEqual({ text: 'Hello Ada' });
  expect(drawing.notes?.[1]).toEqual({ text: 'Keep it short', at: [2000, 100] });
});

test('a value of a step that was not copied stays as it is', () => {
  const { drawing, added } = paste(review(), copied(['done']));
  expect(added).toEqual(['done_2']);
  expect(drawing.nodes['done_2']?.config?.['message']).toBe('Said {{ steps.write.text }}');
});

test('into another flow, steps keep their names and bring the connections they need', () => {
  const source = {
    ...review(),
    connections: { cms: { kind: 'http' as const }, other: { kind: 'llm' as const } },
    nodes: { ...review().nodes, post: { kind: 'http', config: { connection: 'cms', path: '/' } } },
  };
  const text = copyYaml(source, ['post']) ?? '';
  const target = { ...review(), connections: { cms: { kind: 'http' as const, label: 'Ours' } } };
  const drawing = paste(target, readCopied(text) ?? review()).drawing;
  expect(drawing.nodes['post']?.config).toEqual({ connection: 'cms', path: '/' });
  expect(drawing.connections).toEqual({ cms: { kind: 'http', label: 'Ours' } });
});

test.each(['hello', 'countersign: 7', '', '{ "a": 1 }'])('%j on the clipboard is no steps', (text) => {
  expect(readCopied(text)).toBeNull();
});
