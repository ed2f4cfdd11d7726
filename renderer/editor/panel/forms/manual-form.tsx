import { Input } from '@mantine/core';
import { renameInput } from '../../../../shared/flow/edit/rename-field.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { FieldsEditor, type Fields } from '../controls/fields-editor.tsx';
import { useFault } from '../step-context.ts';

const none: Fields = {};

/** What somebody fills in when they press Run: the flow's inputs. */
export function ManualForm() {
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
            (drawing) => {
              const { inputs: _, ...others } = drawing;
              return Object.keys(next).length === 0 ? others : { ...drawing, inputs: next };
            },
            isTyping ? { merge: 'inputs' } : {},
          )
        }
        onRename={(from, to) => editor.edit('Rename input', (drawing) => renameInput(drawing, from, to))}
      />
    </Input.Wrapper>
  );
}
