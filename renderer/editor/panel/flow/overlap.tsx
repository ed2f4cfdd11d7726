import { Select } from '@mantine/core';
import { useRef } from 'react';
import type { FlowSettings, OverlapMode } from '../../../../shared/flow/drawing.ts';
import { setSetting } from '../../../../shared/flow/edit/set-flow.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { useFault } from '../step-context.ts';
import { TemplateInput } from '../values/template-input.tsx';

const modes: { value: OverlapMode; label: string }[] = [
  { value: 'allow', label: 'Start another beside it' },
  { value: 'queue', label: 'Wait until it has ended' },
  { value: 'skip', label: 'Leave the new one out' },
  { value: 'replace', label: 'Stop the old one' },
];

const consequences: Record<OverlapMode, string> = {
  allow: 'Runs never wait for each other.',
  queue: 'New runs start one after the other, in the order they came.',
  skip: 'The new run is written down as skipped; nothing of it happens.',
  replace: 'The old run is cancelled where it stands; what it has done stays done.',
};

/** What a new run does while an older one is still going on; with a value, only those that share it. */
export function Overlap() {
  const editor = useEditor();
  const overlap = useEditorState((state) => state.drawing.settings?.overlap);
  const mode = typeof overlap === 'object' ? overlap.mode : (overlap ?? 'allow');
  const key = typeof overlap === 'object' ? overlap.key : '';
  const fault = useFault('settings.overlap', true);
  // Kept while “start another” stands, which has no use for it.
  const kept = useRef('');

  const set = (nextMode: OverlapMode, nextKey: string, merge?: string): void => {
    const next: FlowSettings['overlap'] =
      nextKey !== '' && nextMode !== 'allow'
        ? { mode: nextMode, key: nextKey }
        : nextMode === 'allow'
          ? undefined
          : nextMode;
    editor.edit(
      'Change what happens to runs at the same time',
      (drawing) => setSetting(drawing, 'overlap', next),
      merge === undefined ? {} : { merge },
    );
  };

  return (
    <>
      <Select
        data-field="settings.overlap"
        label="If it is still running"
        description={consequences[mode]}
        data={modes}
        value={mode}
        allowDeselect={false}
        error={mode === 'allow' ? fault : null}
        onChange={(picked) => {
          const next = modes.find(({ value }) => value === picked)?.value;
          if (next === undefined) return;
          if (next === 'allow') kept.current = key;
          set(next, key === '' ? kept.current : key);
        }}
      />
      {mode === 'allow' ? null : (
        <TemplateInput
          label="Only runs with the same"
          description="Such as an order’s number: runs of other orders do not count. Empty: all runs of this flow."
          field="settings.overlap.key"
          error={fault}
          value={key}
          onChange={(text) => set(mode, text, 'overlap key')}
        />
      )}
    </>
  );
}
