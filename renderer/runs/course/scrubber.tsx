import {
  IconBellRinging,
  IconPlayerSkipForward,
  IconTool,
  IconUserCheck,
  type Icon,
} from '@tabler/icons-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { TimeMark } from './bars.ts';
import classes from './course.module.css';
import type { Scale } from './scale.ts';

type Props = {
  scale: Scale;
  count: number;
  k: number;
  /** Where the moment lies, 0 to 1. */
  place: number;
  marks: readonly TimeMark[];
  /** The moment in words. */
  words: string;
  onGo: (k: number) => void;
};

const icons: Record<TimeMark['kind'], Icon> = {
  decision: IconUserCheck,
  jump: IconPlayerSkipForward,
  reminder: IconBellRinging,
  repair: IconTool,
};

/** More of them than this are one grey line, and cost the time of drawing them. */
const mostIcons = 60;
const page = 10;

/** Goes through the run event by event: arrows one, Page keys ten, Home and End, or drawn along with the pointer. */
export function Scrubber({ scale, count, k, place, marks, words, onGo }: Props) {
  const line = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Record<string, number> = {
      ArrowRight: k + 1,
      ArrowUp: k + 1,
      ArrowLeft: k - 1,
      ArrowDown: k - 1,
      PageUp: k + page,
      PageDown: k - page,
      Home: 1,
      End: count,
    };
    const next = to[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onGo(Math.min(count, Math.max(1, next)));
  };

  const follow = (event: PointerEvent): void => {
    const box = line.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const at = (event.clientX - box.left) / box.width;
    // Beyond the last event lies now.
    onGo(at > (scale.event(count) + 1) / 2 ? count : scale.nearest(at));
  };

  return (
    <div
      ref={line}
      className={classes.scrubber}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the run"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={k}
      aria-valuetext={words}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <span className={classes.line} />
      <span className={classes.gone} style={{ width: percent(place) }} />
      {marks.length > mostIcons
        ? null
        : marks.map((mark) => <MarkIcon key={mark.k} mark={mark} scale={scale} />)}
      <span className={classes.thumb} style={{ left: percent(place) }} />
    </div>
  );
}

function MarkIcon({ mark, scale }: { mark: TimeMark; scale: Scale }) {
  const Shape = icons[mark.kind];
  return (
    <Shape
      size={13}
      aria-hidden="true"
      className={classes.mark}
      data-kind={mark.kind}
      style={{ left: percent(scale.event(mark.k)) }}
    />
  );
}

export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
