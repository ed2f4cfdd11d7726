import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { disconnect } from '../../../shared/flow/edit/connect.ts';
import type { Wire } from '../../canvas/flow-parts.ts';
import { WireLine } from '../../canvas/wire-line.tsx';
import { useEditor } from '../store/editor-store.ts';
import { useView } from '../store/view-store.ts';
import classes from './wire.module.css';

/** A wire that can be selected, split and removed. */
export const WireView = memo(function WireView(props: EdgeProps<Wire>) {
  const { data } = props;
  return (
    <WireLine
      {...props}
      {...(data === undefined ? {} : { renderTools: (x, y) => <WireTools data={data} x={x} y={y} /> })}
    />
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
