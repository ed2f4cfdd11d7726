import { expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import {
  removePlace,
  renamePlace,
  setPlace,
  stepsThrough,
  whyNotPlaceName,
} from '../../../../shared/flow/edit/connection-places.ts';
import { setFlow, setSetting } from '../../../../shared/flow/edit/set-flow.ts';
import { nothingSeen, offersAtStart, sourceOf } from '../../../../shared/flow/offers/offers.ts';

const flow: Drawing = {
  countersign: 1,
  id: 'orders',
  inputs: { order: 'string' },
  connections: { shop: { kind: 'http' }, spare: { kind: 'ssh' } },
  settings: { overlap: 'queue', retention: '30d' },
  nodes: {
    start: { kind: 'trigger.manual' },
    send: { kind: 'http', config: { connection: 'shop', path: '/orders' } },
    tell: { kind: 'notify', config: { via: 'webhook', connection: 'shop', title: 'Sent' } },
  },
  edges: [],
};

test('a setting is set, and the section goes with its last one', () => {
  const kept = setSetting(flow, 'overlap', undefined);
  expect(kept.settings).toEqual({ retention: '30d' });
  expect(setSetting(kept, 'retention', undefined).settings).toBeUndefined();
  expect(setSetting(flow, 'retention', '30d')).toBe(flow);
});

test('what is emptied is taken out of the file, and what stays the same is no edit', () => {
  const named = setFlow(flow, { name: 'Orders', labels: ['shop'] });
  expect(setFlow(named, { name: undefined, labels: undefined })).toEqual(flow);
  expect(setFlow(flow, { name: undefined })).toBe(flow);
});

test('a connection called differently keeps its place, and every step that goes through it follows', () => {
  const renamed = renamePlace(flow, 'shop', 'store');
  expect(Object.keys(renamed.connections ?? {})).toEqual(['store', 'spare']);
  expect(stepsThrough(renamed, 'store')).toEqual(['send', 'tell']);
  expect(renamePlace(flow, 'shop', 'spare')).toBe(flow);
  expect(whyNotPlaceName(flow, 'shop', 'spare')).toContain('already');
  expect(whyNotPlaceName(flow, 'shop', 'The shop')).toContain('lower-case');
  expect(whyNotPlaceName(flow, 'shop', 'shop-2')).toBeNull();
});

test('only a connection that no step goes through is removed', () => {
  expect(removePlace(flow, 'shop')).toBe(flow);
  const without = removePlace(flow, 'spare');
  expect(without.connections).toEqual({ shop: { kind: 'http' } });
  const unused = { ...without, nodes: {} };
  expect(removePlace(unused, 'shop').connections).toBeUndefined();
  expect(setPlace(flow, 'mail', { kind: 'smtp' }).connections?.['mail']).toEqual({ kind: 'smtp' });
});

test('before the first step only what starts the flow is known; of several starts each may be missing', () => {
  const [only] = offersAtStart(flow, nothingSeen);
  expect(only?.offers.map((offer) => sourceOf(offer, only))).toEqual(['trigger.input.order']);
  const both = { ...flow, nodes: { ...flow.nodes, hook: { kind: 'trigger.webhook' } } };
  const groups = offersAtStart(both, nothingSeen);
  expect(groups.map(({ node, certainty }) => [node, certainty])).toEqual([
    ['start', 'maybe'],
    ['hook', 'maybe'],
  ]);
});
