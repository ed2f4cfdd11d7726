import { useEffect } from 'react';
import { windowTitle } from '../../ui/window-title.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import classes from './flow-name.module.css';

/** The flow's name, to be written where it stands. An emptied one leaves the flow's identifier as its name. */
export function FlowName({ id }: { id: string }) {
  const editor = useEditor();
  const name = useEditorState((state) => state.drawing.name ?? '');
  const shown = name === '' ? id : name;

  useEffect(() => {
    const before = document.title;
    document.title = windowTitle(shown);
    return () => {
      document.title = before;
    };
  }, [shown]);

  const rename = (typed: string): void =>
    editor.edit(
      'Rename the flow',
      (drawing) => {
        const { name: _old, ...rest } = drawing;
        return typed === '' ? rest : { ...rest, name: typed };
      },
      { merge: 'flow name' },
    );

  return (
    <h1 className={classes.title}>
      <span className={classes.size} aria-hidden="true">
        {shown}
      </span>
      <input
        className={classes.name}
        aria-label="Name of the flow"
        value={name}
        placeholder={id}
        maxLength={200}
        size={1}
        onChange={(event) => rename(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </h1>
  );
}
