import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useEffect, useSyncExternalStore } from 'react';

type Groups = readonly SpotlightActionGroupData[];

let groups: Groups = [];
const listeners = new Set<() => void>();

function set(next: Groups): void {
  groups = next;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What the screen that is open adds to the palette. */
export const usePaletteGroups = (): Groups => useSyncExternalStore(subscribe, () => groups);

/** Adds actions to the palette while the screen is open. `added` keeps its identity while nothing changes. */
export function useInPalette(added: Groups): void {
  useEffect(() => {
    set([...groups, ...added]);
    return () => set(groups.filter((group) => !added.includes(group)));
  }, [added]);
}
