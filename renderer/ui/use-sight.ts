import { useCallback, useSyncExternalStore } from 'react';

/** So many rows more are drawn above and below that the next one can always take the focus. */
export const spareRows = 12;
/** What is drawn changes by this many rows at a time: scrolling draws again once in a while, not with every pixel. */
const stride = 6;

/** The nearest element that says it scrolls. */
export const scrollerOf = (root: Element | null): HTMLElement | null =>
  root?.closest<HTMLElement>('[data-scroller]') ?? null;

/** Which rows of one height can be seen, `root` holding all of them; told anew only when it is other rows. */
export function useSight(
  root: HTMLElement | null,
  rowPx: number,
): { first: number; last: number; isScrolled: boolean } {
  const subscribe = useCallback(
    (tell: () => void) => {
      const scroller = scrollerOf(root);
      if (root === null || scroller === null) return () => undefined;
      const sizes = new ResizeObserver(tell);
      sizes.observe(scroller);
      sizes.observe(root);
      scroller.addEventListener('scroll', tell, { passive: true });
      return () => {
        sizes.disconnect();
        scroller.removeEventListener('scroll', tell);
      };
    },
    [root],
  );
  const told = useSyncExternalStore(subscribe, () => sightText(root, rowPx));
  const [first = 0, last = 0, scrolled = 0] = told.split(' ').map(Number);
  return { first, last, isScrolled: scrolled === 1 };
}

function sightText(root: HTMLElement | null, rowPx: number): string {
  const scroller = scrollerOf(root);
  if (root === null || scroller === null) return `0 ${spareRows * 2} 0`;
  const above = scroller.getBoundingClientRect().top - root.getBoundingClientRect().top;
  const first = Math.max(0, Math.floor((above / rowPx - spareRows) / stride) * stride);
  const last = Math.max(
    0,
    Math.ceil(((above + scroller.clientHeight) / rowPx + spareRows) / stride) * stride,
  );
  return `${first} ${last} ${above > 0 ? 1 : 0}`;
}
