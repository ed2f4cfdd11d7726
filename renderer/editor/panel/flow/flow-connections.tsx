import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { connectionKinds, type UsableConnectionKind } from '../../../../shared/connections/kinds.ts';
import { setPlace } from '../../../../shared/flow/edit/connection-places.ts';
import { freePlace } from '../../../../shared/flow/edit/place-for.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import classes from './flow.module.css';
import { FlowPlace } from './flow-place.tsx';

const kinds = Object.values(connectionKinds);

/** What the flow goes through outside: the file names it, and each machine puts a connection of its own there. */
export function FlowConnections() {
  const editor = useEditor();
  const places = useEditorState((state) => state.drawing.connections);
  const names = Object.keys(places ?? {});
  const add = (kind: UsableConnectionKind): void => {
    const name = freePlace(editor.getState().drawing, kind);
    editor.edit('Add a connection', (drawing) => setPlace(drawing, name, { kind }));
    editor.focusFlow(`connections.${name}`);
  };
  return (
    <>
      {names.length === 0 ? (
        <p className={classes.hint}>
          None yet. A step that reaches a model, a service, a server or mail asks for one; it can also be
          declared here first.
        </p>
      ) : (
        names.map((name, at) => (
          // By its place: a new name does not make it another one, and the keyboard stays in it.
          <FlowPlace key={at} name={name} />
        ))
      )}
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            style={{ alignSelf: 'flex-start' }}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
          >
            Add a connection
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map(({ kind, title }) => (
            <Menu.Item key={kind} onClick={() => add(kind as UsableConnectionKind)}>
              {title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
