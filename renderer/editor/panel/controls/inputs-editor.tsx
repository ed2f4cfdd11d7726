import { Input } from '@mantine/core';
import { renameInput } from '../../../../shared/flow/edit/rename-field.ts';
import { setFlow } from '../../../../shared/flow/edit/set-flow.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { StepContext, useFault } from '../step-context.ts';
import { FieldsEditor, type Fields } from './fields-editor.tsx';

/** What a manual run asks for, wherever it is shown: the fields are the flow's, and so are their problems. */
export function InputsEditor() {
  return (
    <StepContext value={null}>
      <Inputs />
    </StepContext>
  );
}

const none: Fields = {};

function Inputs() {
  const editor = useEditor();
  const inputs = useEditorState((state) => state.drawing.inputs) ?? none;
  return (
    <Input.Wrapper
      label="What is filled in"
      description="Whoever presses Run sees these as a form."
      error={useFault('inputs')}
      labelElement="div"
    >
      <FieldsEditor
        label="What is filled in"
        field="inputs"
        value={inputs}
        addLabel="Add a field"
        rules={{ required: true, risk: true }}
        onChange={(next, isTyping) =>
          editor.edit(
            'Change inputs',
            (drawing) => setFlow(drawing, { inputs: Object.keys(next).length === 0 ? undefined : next }),
            isTyping ? { merge: 'inputs' } : {},
          )
        }
        onRename={(from, to) => editor.edit('Rename input', (drawing) => renameInput(drawing, from, to))}
      />
    </Input.Wrapper>
  );
}
