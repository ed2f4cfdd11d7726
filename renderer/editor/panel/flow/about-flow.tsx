import { TagsInput, Textarea, TextInput } from '@mantine/core';
import { setFlow } from '../../../../shared/flow/edit/set-flow.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';

const unlessEmpty = (text: string): string | undefined => (text === '' ? undefined : text);

/** Its name, what it is for, and the words it is found by. */
export function AboutFlow() {
  const editor = useEditor();
  const id = useEditorState((state) => state.drawing.id);
  const name = useEditorState((state) => state.drawing.name ?? '');
  const description = useEditorState((state) => state.drawing.description ?? '');
  const labels = useEditorState((state) => state.drawing.labels);
  return (
    <>
      <TextInput
        data-field="name"
        label="Name"
        placeholder={id}
        maxLength={200}
        value={name}
        onChange={({ currentTarget: { value } }) =>
          editor.edit('Rename the flow', (drawing) => setFlow(drawing, { name: unlessEmpty(value) }), {
            merge: 'flow name',
          })
        }
      />
      <Textarea
        data-field="description"
        label="What it is for"
        autosize
        minRows={2}
        maxRows={8}
        value={description}
        onChange={({ currentTarget: { value } }) =>
          editor.edit(
            'Describe the flow',
            (drawing) => setFlow(drawing, { description: unlessEmpty(value) }),
            { merge: 'flow description' },
          )
        }
      />
      <TagsInput
        data-field="labels"
        label="Labels"
        description="Press Enter after each; flows are found by them."
        value={labels ?? []}
        onChange={(next) =>
          editor.edit('Change labels', (drawing) =>
            setFlow(drawing, { labels: next.length === 0 ? undefined : next }),
          )
        }
      />
    </>
  );
}
