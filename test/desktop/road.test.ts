import { expect, test } from 'vitest';
import { createRoad, type Road } from '../../electron/desktop/road.ts';

const owner = { person: 'owner', role: 'owner', via: 'window', identified: 'session' } as const;

/** A host that says its name to every call, and its news when it is told to. */
function hostNamed(name: string) {
  const heard = new Set<Parameters<Road['watch']>[0]>();
  const road: Road = {
    dispatch: async () => name,
    watch: (listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
  };
  const tell = (): void =>
    heard.forEach((listener) => listener({ id: null, event: { type: 'changed', noun: 'flows', id: name } }));
  return { road, tell, heard };
}

test('the window’s calls and news turn to another host and back; what belongs to this computer stays', async () => {
  const [here, there] = [hostNamed('here'), hostNamed('there')];
  const road = createRoad(here.road);
  const news: unknown[] = [];
  const stop = road.watch(({ event }) => news.push('id' in event ? event.id : event.type));

  here.tell();
  road.turn(there.road);
  here.tell();
  there.tell();
  expect(await road.dispatch('flows.list', {}, owner)).toBe('there');
  expect(await road.dispatch('desktop.get', {}, owner)).toBe('here');
  road.turn(null);
  expect(await road.dispatch('flows.list', {}, owner)).toBe('here');
  // In between it is told to ask for everything again.
  expect(news).toEqual(['here', 'reset', 'there', 'reset']);

  stop();
  expect(here.heard.size + there.heard.size).toBe(0);
});
