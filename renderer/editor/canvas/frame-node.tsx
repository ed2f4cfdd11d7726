import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { renameGroup, ungroup } from '../../../shared/flow/edit/groups.ts';
import { FrameCard } from '../../canvas/frame-card.tsx';
import type { FrameFace, FrameNode } from '../../canvas/group-frames.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './frame-node.module.css';

/** A group's frame: its title moves all of its steps, selects them with one press and is written with two. */
export const FrameNodeView = memo(function FrameNodeView({ data }: NodeProps<FrameNode>) {
  const editor = useEditor();
  const isNamed = useViewState(({ group }) => group === data.index);
  const tools = (
    <ActionIcon
      className={classes.remove ?? ''}
      size={22}
      tabIndex={-1}
      aria-label={`Ungroup ${data.name}`}
      title="Ungroup (Ctrl+Shift+G)"
      onClick={(event) => {
        event.stopPropagation();
        editor.edit('Ungroup', (drawing) => ungroup(drawing, [data.index]));
      }}
    >
      <IconX size={13} aria-hidden="true" />
    </ActionIcon>
  );
  return (
    <FrameCard name={data.name} tools={isNamed ? null : tools}>
      {isNamed ? <FrameName {...data} /> : null}
    </FrameCard>
  );
});

function FrameName({ name, index }: FrameFace) {
  const editor = useEditor();
  const view = useView();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const stop = (): void => view.setState(({ group }) => (group === index ? { group: null } : {}));
  return (
    <input
      ref={field}
      className={`${classes.field} nodrag`}
      aria-label="Name of the group"
      value={name}
      maxLength={100}
      onChange={({ currentTarget: { value } }) =>
        editor.edit('Rename the group', (drawing) => renameGroup(drawing, index, value), {
          merge: `group ${index}`,
        })
      }
      onBlur={stop}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.stopPropagation();
        stop();
        view.camera()?.focus(editor.getState().selection[0] ?? null);
      }}
    />
  );
}
