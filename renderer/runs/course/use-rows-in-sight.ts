import { useEffect, useState, type RefObject } from 'react';

/** Rows beyond the visible ones that are drawn as well, so that scrolling shows no gap. */
const beyond = 8;

/** Which of many rows of one height can be seen in a scrolling element: a long run draws those alone. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { first: number; end: number } {
  const [seen, setSeen] = useState({ first: 0, end: 40 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - beyond);
      const end = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + beyond;
      setSeen((old) => (old.first === first && old.end === end ? old : { first, end }));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [scroller, rowHeight]);
  return { first: Math.min(seen.first, count), end: Math.min(seen.end, count) };
}
