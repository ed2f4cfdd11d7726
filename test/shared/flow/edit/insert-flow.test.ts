import { expect, test } from 'vitest';
import { compile } from '../../../../shared/flow/compile.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { insertFlow } from '../../../../shared/flow/edit/insert-flow.ts';
import { newFlow } from '../../../../shared/flow/edit/new-flow.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';
import { printFlow } from '../../../../shared/flow/print.ts';
import { drawingOf, templateTexts } from '../../../support/templates.ts';

const errorsOf = (drawing: Drawing): string[] => {
  const compiled = compile(drawing);
  return compiled.ok ? [] : compiled.problems.map(({ message }) => message);
};

test.each(templateTexts)('$id can be put into a flow, and once more into the same one', ({ text }) => {
  const template = drawingOf(text);
  const once = insertFlow(newFlow('mine', 'Mine'), template, [0, 300]);
  const twice = insertFlow(once.drawing, template, [0, 2000]);
  expect(errorsOf(once.drawing)).toEqual([]);
  expect(errorsOf(twice.drawing)).toEqual([]);
  expect(Object.keys(twice.drawing.nodes)).toHaveLength(1 + 2 * Object.keys(template.nodes).length);
  expect(Object.keys(twice.drawing.samples ?? {})).toHaveLength(
    2 * Object.keys(template.samples ?? {}).length,
  );
  expect(twice.drawing).toMatchObject({ id: 'mine', name: 'Mine', connections: template.connections });
  expect(twice.drawing.inputs).toEqual(template.inputs);
  expect(parseFlow(printFlow(twice.drawing))).toMatchObject({ ok: true, drawing: twice.drawing });
});

test('a connection of another kind and an input of another type are other ones, and what reads them follows', () => {
  const there: Drawing = {
    ...newFlow('mine', 'Mine'),
    inputs: { amount: 'text' },
    connections: { bank: { kind: 'smtp' }, shop: { kind: 'http', label: 'Ours' } },
  };
  const arriving: Drawing = {
    ...newFlow('theirs', 'Theirs'),
    inputs: { amount: { type: 'number', required: true } },
    connections: { bank: { kind: 'http' }, shop: { kind: 'http' } },
    nodes: {
      begin: { kind: 'trigger.manual' },
      pay: { kind: 'http', config: { connection: 'bank', body: { amount: '{{ trigger.input.amount }}' } } },
      tell: { kind: 'http', config: { connection: 'shop' } },
    },
    samples: { begin: { input: { amount: 5 } } },
  };
  const { drawing, added } = insertFlow(there, arriving, [0, 300]);
  expect(added).toEqual(['begin', 'pay', 'tell']);
  expect(drawing.inputs).toEqual({ amount_2: { type: 'number', required: true }, amount: 'text' });
  expect(drawing.connections).toEqual({
    'bank-2': { kind: 'http' },
    shop: { kind: 'http', label: 'Ours' },
    bank: { kind: 'smtp' },
  });
  expect(drawing.nodes['pay']?.config).toEqual({
    connection: 'bank-2',
    body: { amount: '{{ trigger.input.amount_2 }}' },
  });
  expect(drawing.nodes['tell']?.config).toEqual({ connection: 'shop' });
  expect(drawing.samples?.['begin']).toEqual({ input: { amount_2: 5 } });
});
