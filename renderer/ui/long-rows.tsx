import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Rows } from './rows.tsx';
import classes from './rows.module.css';
import { scrollerOf, useSight } from './use-sight.ts';

type Props = {
  label: string;
  columns: readonly string[];
  /** Says how wide the columns are: they do not follow what is in sight. */
  className?: string | undefined;
  count: number;
  /** Whether more come behind the last one: then nobody knows how many there are. */
  isOpenEnded?: boolean;
  /** A `Row` with its `index`; it is drawn only while it is near what can be seen. */
  children: (index: number) => ReactNode;
  /** First and last row drawn now. */
  onRange: (first: number, last: number) => void;
  /** A hand is near: the list is scrolled, pointed at or has the focus, so rows must not move by themselves. */
  onHeld: (isHeld: boolean) => void;
};

/** `.long` in rows.module.css: every row is exactly this high, so a place in the list is a number of pixels. */
const rowPx = 33;

/** A table of any length in the scrolling content of a page: only the rows in sight are drawn. Arrow keys go by row. */
export function LongRows({
  label,
  columns,
  className = '',
  count,
  isOpenEnded = false,
  children,
  onRange,
  onHeld,
}: Props) {
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const sight = useSight(root, rowPx);
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const last = Math.min(sight.last, count - 1);
  const first = Math.min(sight.first, Math.max(last, 0));
  const isHeld = isPointed || isFocused || sight.isScrolled;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useEffect(() => onHeld(isHeld), [isHeld, onHeld]);

  return (
    <div
      ref={setRoot}
      onKeyDown={(event) => moveByKey(event, count)}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Rows
        className={`${classes.long ?? ''} ${className}`}
        label={label}
        columns={columns}
        rowCount={isOpenEnded ? -1 : count + 1}
      >
        <Gap rows={first} />
        <tbody>{Array.from({ length: last - first + 1 }, (_, place) => children(first + place))}</tbody>
        <Gap rows={count - 1 - last} />
      </Rows>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td style={{ height: rows * rowPx, padding: 0 }} />
      </tr>
    </tbody>
  );
}

/** Up, Down, Home and End go from row to row; the first link of a row takes the focus. */
function moveByKey(event: KeyboardEvent<HTMLElement>, count: number): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-index]'); // keys come from elements
  if (row === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = Number(row.dataset['index']);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  const asked = steps[event.key];
  if (asked === undefined) return;
  event.preventDefault();
  const next = Math.min(Math.max(asked, 0), count - 1);
  const root = event.currentTarget;
  scrollTo(root, next);
  // A far row is drawn a frame after the jump.
  if (!focusRow(root, next)) requestAnimationFrame(() => requestAnimationFrame(() => focusRow(root, next)));
}

function focusRow(root: HTMLElement, index: number): boolean {
  const link = root.querySelector<HTMLElement>(`tr[data-index="${index}"] a`);
  link?.focus({ preventScroll: true });
  return link !== null;
}

/** No further than it takes to see the whole row, under the titles that stay in sight. */
function scrollTo(root: HTMLElement, index: number): void {
  const scroller = scrollerOf(root);
  if (scroller === null) return;
  const rootTop = root.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  const top = rootTop + index * rowPx; // as high as the titles, which cover that much
  if (top < 0) scroller.scrollTop += top;
  const below = top + 2 * rowPx - scroller.clientHeight;
  if (below > 0) scroller.scrollTop += below;
}
