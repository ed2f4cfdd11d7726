import { ActionIcon, Button, Group, Modal, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { connect, disconnect, refusalOf } from '../../../shared/flow/edit/connect.ts';
import { wayOut, stepName } from '../../steps/step-words.ts';
import { waysOf, wiredPorts } from '../../canvas/face.ts';
import { openWay } from '../commands/edits.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './leads-dialog.module.css';

/** The wires of a step as a list: what the mouse does by dragging, for the keyboard. */
export function LeadsDialog() {
  const node = useViewState((state) => state.leads);
  const view = useView();
  const drawing = useEditorState((state) => state.drawing);
  if (node === null || drawing.nodes[node] === undefined) return null;
  const close = (): void => {
    view.setState({ leads: null });
    view.camera()?.focus(node);
  };
  return (
    <Modal opened onClose={close} title={`Where “${stepName(drawing, node)}” leads`} returnFocus={false}>
      <Leads node={node} drawing={drawing} onClose={close} />
    </Modal>
  );
}

function Leads({ node, drawing, onClose }: { node: string; drawing: Drawing; onClose: () => void }) {
  const editor = useEditor();
  const wires = drawing.edges.filter(({ from }) => from === node);
  const drawn = drawing.nodes[node];
  const ways = drawn === undefined ? [] : waysOf(drawn, `limit ${wiredPorts(drawing).get(node) ?? ''}`);
  const [port, setPort] = useState(() => openWay(drawing, node) ?? '');
  const [to, setTo] = useState<string | null>(null);
  const refusal = to === null ? null : refusalOf(drawing, { from: node, port, to });

  return (
    <form
      className={classes.leads}
      onSubmit={(event) => {
        event.preventDefault();
        if (to === null || refusal !== null) return;
        editor.edit('Draw a wire', (before) => connect(before, { from: node, port, to }));
        setTo(null);
      }}
    >
      {wires.length === 0 ? (
        <p className={classes.none}>Nothing follows yet.</p>
      ) : (
        <ul className={classes.wires}>
          {wires.map((edge) => (
            <li key={`${edge.port} ${edge.to}`} className={classes.wire}>
              <span className={classes.way}>{wayOut(edge.port)}</span>
              <span className={classes.target}>{stepName(drawing, edge.to)}</span>
              <ActionIcon
                size={24}
                aria-label={`Remove the wire to ${stepName(drawing, edge.to)}`}
                onClick={() => editor.edit('Remove a wire', (before) => disconnect(before, [edge]))}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {ways.length === 0 ? null : (
        <>
          <Select
            label="Way out"
            data={ways.map(({ port: value, words }) => ({ value, label: words }))}
            value={port}
            allowDeselect={false}
            onChange={(picked) => setPort(picked ?? port)}
          />
          <Select
            label="Leads to"
            placeholder="Choose a step"
            searchable
            data-autofocus
            data={Object.keys(drawing.nodes)
              .filter((name) => name !== node)
              .map((value) => ({ value, label: stepName(drawing, value) }))}
            value={to}
            error={refusal}
            onChange={setTo}
          />
        </>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" variant="filled" disabled={to === null || refusal !== null}>
          Draw the wire
        </Button>
      </Group>
    </form>
  );
}
