import { useSearchParams } from 'wouter';

export const views = ['mine', 'others', 'decided', 'numbers'] as const;
/** Which side of the inbox is open; it stands in the address. */
export type View = (typeof views)[number];
/** Sides that are a list with a card beside it. */
export type Whose = Exclude<View, 'numbers'>;

export function useView(): View {
  const [search] = useSearchParams();
  return views.find((view) => view === search.get('view')) ?? 'mine';
}

/** The address of a side, or of one entry on it. */
export function inboxAddress(view: View, id?: string): string {
  const path = id === undefined ? '/inbox' : `/inbox/${encodeURIComponent(id)}`;
  return view === 'mine' ? path : `${path}?view=${view}`;
}
