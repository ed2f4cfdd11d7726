import { BaseEdge, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { WayTone } from './face.ts';
import type { Wire } from './flow-parts.ts';
import type { WireMark } from './marks.ts';
import { wirePath } from './wire-path.ts';
import classes from './wire-line.module.css';

/** What the words of a wire take, and some air: a letter is about six wide. */
const roomFor = (words: string): number => words.length * 6 + 28;

type Props = EdgeProps<Wire> & {
  /** What stands at the middle of the wire while it is selected. */
  renderTools?: (x: number, y: number) => ReactNode;
};

/** A wire: square turns with soft corners, named by the way out it begins at. */
export function WireLine({ sourceX, sourceY, targetX, targetY, data, selected, renderTools }: Props) {
  const [path, labelX, labelY] = wirePath({ sourceX, sourceY, targetX, targetY }, data?.below ?? null);
  const mark = data?.mark ?? null;
  const tone = toneOfWire(data?.tone ?? 'go', mark);
  const head = selected || mark === 'moving' ? 'selected' : tone;
  // Between cards that stand close the words would lie under them; the card they come from names the way too.
  const hasRoom = data?.below !== null || targetX - sourceX > roomFor(data.words ?? '');
  return (
    <>
      <BaseEdge
        path={path}
        className={classes.wire ?? ''}
        data-tone={tone}
        data-mark={mark ?? undefined}
        data-selected={selected || undefined}
        markerEnd={`url(#way-${head})`}
        interactionWidth={18}
      />
      {data === undefined || data.words === null || !hasRoom ? null : (
        <text className={classes.label} data-tone={tone} x={labelX} y={labelY} dy="0.34em">
          {data.words}
        </text>
      )}
      {selected && renderTools !== undefined ? renderTools(labelX, labelY) : null}
    </>
  );
}

/** A plain way that was taken is green as the steps it joins; a way with a name keeps its colour. */
function toneOfWire(tone: WayTone, mark: WireMark | null): WayTone {
  if (mark === 'added' || mark === 'right' || (mark === 'lit' && tone === 'go')) return 'good';
  if (mark === 'both') return 'go';
  return mark === 'removed' || mark === 'left' ? 'bad' : tone;
}

const tones = ['go', 'good', 'bad', 'person', 'none', 'selected'] as const;

/** The arrowheads, one per colour. */
export function WireHeads() {
  return (
    <svg className={classes.heads} aria-hidden="true">
      <defs>
        {tones.map((tone) => (
          <marker
            key={tone}
            id={`way-${tone}`}
            viewBox="0 0 10 10"
            refX="6"
            refY="5"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M1 1 8 5 1 9Z" className={classes.head} data-tone={tone} />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
