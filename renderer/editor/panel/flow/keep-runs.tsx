import { setSetting } from '../../../../shared/flow/edit/set-flow.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { DurationInput } from '../controls/duration-input.tsx';
import { useFault } from '../step-context.ts';

/** How long what went through runs is kept. */
export function KeepRuns() {
  const editor = useEditor();
  const retention = useEditorState((state) => state.drawing.settings?.retention);
  return (
    <DurationInput
      label="Keep what went through runs for"
      description="Afterwards inputs, outputs and files are removed. What was decided, by whom and when, stays."
      field="settings.retention"
      unit="d"
      placeholder="90"
      error={useFault('settings.retention')}
      value={retention}
      onChange={(next) =>
        editor.edit('Change how long runs are kept', (drawing) => setSetting(drawing, 'retention', next), {
          merge: 'retention',
        })
      }
    />
  );
}
