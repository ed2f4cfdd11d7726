import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { editNote } from '../../../shared/flow/edit/notes.ts';
import { NoteCard } from '../../canvas/note-card.tsx';
import { useEditor } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import type { NoteNode } from '../../canvas/flow-parts.ts';
import classes from './note-node.module.css';

/** A sticky note; a double press or Enter writes in it. */
export const NoteNodeView = memo(function NoteNodeView({ data, selected }: NodeProps<NoteNode>) {
  const isWritten = useViewState(({ note }) => note === data.index);
  return (
    <NoteCard text={data.text} isSelected={selected}>
      {isWritten ? <NoteText {...data} /> : null}
    </NoteCard>
  );
});

function NoteText({ text, index }: { text: string; index: number }) {
  const editor = useEditor();
  const view = useView();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const stop = (): void => view.setState(({ note }) => (note === index ? { note: null } : {}));
  return (
    <textarea
      ref={field}
      className={`${classes.field} nodrag nowheel`}
      aria-label="Note"
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        editor.edit('Write note', (drawing) => editNote(drawing, index, typed), { merge: `note ${index}` });
      }}
      onBlur={stop}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        stop();
        view.camera()?.focus(null);
      }}
    />
  );
}
