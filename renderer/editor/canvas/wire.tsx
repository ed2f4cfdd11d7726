import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { disconnect } from '../../../shared/flow/edit/connect.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView } from '../store/view-store.ts';
import type { Wire } from './flow-parts.ts';
import { wirePath } from './wire-path.ts';
import classes from './wire.module.css';

const roomForWords = 72;

/** A wire: square turns with soft corners, named by the way out it begins at. */
export const WireView = memo(function WireView({
  sourceX,
  sourceY,
  targetX,
  targetY,
  data,
  selected,
}: EdgeProps<Wire>) {
  const [path, labelX, labelY] = wirePath({ sourceX, sourceY, targetX, targetY }, data?.below ?? null);
  const tone = data?.tone ?? 'go';
  // Between cards that stand close the words would lie under them; the card they come from names the way too.
  const hasRoom = data?.below !== null || targetX - sourceX > roomForWords;
  return (
    <>
      <BaseEdge
        path={path}
        className={classes.wire ?? ''}
        data-tone={tone}
        data-selected={selected || undefined}
        markerEnd={`url(#way-${selected ? 'selected' : tone})`}
        interactionWidth={18}
      />
      {data === undefined || data.words === null || !hasRoom ? null : (
        <text className={classes.label} data-tone={tone} x={labelX} y={labelY} dy="0.34em">
          {data.words}
        </text>
      )}
      {selected && data !== undefined ? <WireTools data={data} x={labelX} y={labelY} /> : null}
    </>
  );
});

function WireTools({ data: { edge }, x, y }: { data: NonNullable<Wire['data']>; x: number; y: number }) {
  const editor = useEditor();
  const view = useView();
  const insert = ({ clientX, clientY }: MouseEvent): void =>
    view.setState({
      chooser: {
        screen: { x: clientX + 12, y: clientY - 24 },
        at: null,
        after: { from: edge.from, port: edge.port, place: 'between' },
      },
    });
  const remove = (): void => {
    editor.edit('Remove a wire', (drawing) => disconnect(drawing, [edge]));
    view.setState({ wire: null });
  };
  return (
    <EdgeLabelRenderer>
      <div
        className={`${classes.tools} nodrag nopan`}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        <Tooltip label="Put a step in between">
          <ActionIcon size={24} onClick={insert} aria-label="Put a step in between">
            <IconPlus size={14} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Remove this wire">
          <ActionIcon size={24} onClick={remove} aria-label="Remove this wire">
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </EdgeLabelRenderer>
  );
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
