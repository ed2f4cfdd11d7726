import { expect, test } from 'vitest';
import { addressOf, placeOf } from '../../electron/desktop/address.ts';
import { createRoads, type Road } from '../../electron/desktop/road.ts';
import type { HostLine } from '../../electron/hosts/host-line.ts';

const owner = { person: 'owner', role: 'owner', via: 'window', identified: 'session' } as const;
const id = '0123456789abcdef';

/** News that a test tells. */
function news() {
  const heard = new Set<Parameters<Road['watch']>[0]>();
  return {
    heard,
    watch: (listener: Parameters<Road['watch']>[0]) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    tell: (from: string) =>
      heard.forEach((listener) =>
        listener({ id: null, event: { type: 'changed', noun: 'flows', id: from } }),
      ),
  };
}

test('a page asks the host that its address names; what belongs to this computer stays here', async () => {
  const [here, there] = [news(), news()];
  const known = new Set<(id: string) => void>();
  const line: HostLine = {
    call: async () => 'there',
    callAsMessage: async () => 'there',
    watch: there.watch,
    state: () => ({ state: 'live', error: null }),
    onState: () => () => undefined,
    retry: () => undefined,
    close: () => undefined,
  };
  const roads = createRoads({
    local: { dispatch: async () => 'here', watch: here.watch },
    hosts: {
      line: (asked) => (asked === id ? line : null),
      watch: (listener) => there.watch((change) => listener(id, change)),
      onChange: (listener) => {
        known.add(listener);
        return () => known.delete(listener);
      },
    },
    hostCalls: (name) => (name === 'desktop.hosts' ? Promise.resolve('desktop') : null),
  });
  expect(await roads.dispatch(null, 'flows.list', {}, owner)).toBe('here');
  expect(await roads.dispatch(id, 'flows.list', {}, owner)).toBe('there');
  expect(await roads.dispatch(id, 'desktop.get', {}, owner)).toBe('here');
  expect(await roads.dispatch(id, 'desktop.hosts', {}, owner)).toBe('desktop');
  await expect(roads.dispatch('f'.repeat(16), 'flows.list', {}, owner)).rejects.toMatchObject({
    code: 'no_host',
  });

  const told: unknown[] = [];
  const stop = roads.watch((host, { event }) => told.push([host, 'id' in event ? event.id : null]));
  here.tell('a');
  there.tell('b');
  known.forEach((listener) => listener(id));
  expect(told).toEqual([
    [null, 'a'],
    [id, 'b'],
    [undefined, id],
  ]);
  stop();
  expect(here.heard.size + there.heard.size + known.size).toBe(0);
});

test('a page of another host has an origin of its own, and no other name is one', () => {
  expect(addressOf('/inbox/x')).toBe('countersign-app://window/inbox/x');
  expect(placeOf(addressOf('/inbox/x?a=1', id))).toEqual({ host: id, path: '/inbox/x?a=1' });
  expect(placeOf('countersign-app://window/')).toEqual({ host: null, path: '/' });
  for (const foreign of [
    'countersign-app://host-0123/',
    'countersign-app://host-0123456789abcdeg/',
    'countersign-app://window.evil/',
    'countersign-app://a@window/',
    `countersign-app://host-${id}.evil/`,
    `countersign-app://host-${id}:1/`,
    `https://host-${id}/`,
  ])
    expect([foreign, placeOf(foreign)]).toEqual([foreign, null]);
});
