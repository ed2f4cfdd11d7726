import { NumberInput, Select, Textarea } from '@mantine/core';
import { renameNode, whyNotNodeName } from '../../../shared/flow/edit/rename-node.ts';
import { changesOutside } from '../../../shared/flow/outside.ts';
import { useEditor } from '../store/editor-store.ts';
import { NameInput } from './controls/name-input.tsx';
import { useChange, useFault, useKind, useStep, useStepName } from './step-context.ts';

/** What every step has: its name in formulas, a note, limits. */
export function MoreFields() {
  const kind = useKind();
  const isTrigger = kind?.execution === 'trigger';
  return (
    <>
      <TechnicalName />
      <Note />
      {isTrigger ? null : <Rounds />}
      {kind?.execution === 'effect' ? <Outside /> : null}
    </>
  );
}

function TechnicalName() {
  const name = useStepName();
  const editor = useEditor();
  return (
    <NameInput
      label="Name in formulas"
      description="Everything that reads this step follows."
      field="kind"
      value={name}
      whyNot={(text) => whyNotNodeName(editor.getState().drawing, name, text)}
      onDone={(text) => {
        editor.edit('Rename step', (drawing) => renameNode(drawing, name, text), { select: [text] });
        // The form is that of another name now: the keyboard stays where it was.
        editor.focusStep(text, 'kind');
      }}
    />
  );
}

function Note() {
  const { note } = useStep();
  const change = useChange();
  return (
    <Textarea
      data-field="note"
      label="Note"
      description="For whoever reads this flow; it does nothing."
      autosize
      minRows={2}
      maxRows={8}
      value={note ?? ''}
      onChange={(event) =>
        change.node({ note: event.currentTarget.value === '' ? undefined : event.currentTarget.value }, true)
      }
    />
  );
}

function Rounds() {
  const { visits } = useStep();
  const change = useChange();
  return (
    <NumberInput
      data-field="visits"
      label="At most so many rounds"
      description="A step in a circle runs again and again; after the last round it goes the way “after the last round”."
      placeholder="100"
      hideControls
      min={1}
      error={useFault('visits')}
      value={visits ?? ''}
      onChange={(next) => change.node({ visits: typeof next === 'number' ? next : undefined }, true)}
    />
  );
}

/** What a kind does is known; what a request or a command really does, its author may know better. */
function Outside() {
  const step = useStep();
  const change = useChange();
  const { effect: _, ...plain } = step;
  const usual = changesOutside(plain) ? 'yes' : 'no';
  return (
    <Select
      data-field="effect"
      label="Changes something outside"
      description="Approvals, warnings and practice runs look at this."
      error={useFault('effect')}
      data={[
        { value: 'auto', label: `As its kind: ${usual}` },
        { value: 'write', label: 'Yes' },
        { value: 'read', label: 'No, it only reads' },
      ]}
      value={step.effect ?? 'auto'}
      allowDeselect={false}
      onChange={(picked) =>
        change.node({ effect: picked === 'write' || picked === 'read' ? picked : undefined })
      }
    />
  );
}
