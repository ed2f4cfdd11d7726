import { NumberInput, Select, Textarea } from '@mantine/core';
import { printPath } from '../../../../shared/expression/path.ts';
import type { Seen } from '../../../../shared/flow/offers/offers.ts';
import type { Read } from '../../../../shared/flow/offers/reads.ts';
import { chipWords } from '../../../../shared/flow/offers/words.ts';
import type { Json } from '../../../../shared/json.ts';
import { JsonInput } from '../../../steps/json-input.tsx';
import { useEditorState } from '../../store/editor-store.ts';
import { startValue } from './own-values.ts';
import classes from './test-step.module.css';

type Typed = Readonly<Record<string, Json>>;
type Props = { reads: readonly Read[]; seen: Seen; typed: Typed; onChange: (typed: Typed) => void };

/** One field for each value the step reads, filled with what is known. */
export function OwnFields({ reads, seen, typed, onChange }: Props) {
  const drawing = useEditorState((state) => state.drawing);
  return (
    <div className={classes.own} role="group" aria-label="Own values">
      {reads.map((read) => {
        const source = printPath(read);
        const words = chipWords(drawing, source);
        const label = [words?.owner, words?.label ?? source].filter(Boolean).join(' › ');
        const start = startValue(drawing, seen, read);
        return (
          <OwnField
            key={source}
            label={label}
            start={start}
            value={Object.hasOwn(typed, source) ? typed[source] : start}
            onChange={(value) => onChange({ ...typed, [source]: value })}
          />
        );
      })}
    </div>
  );
}

type FieldProps = {
  label: string;
  /** Says what sort of value it is; with nothing known it is taken as text. */
  start: Json | undefined;
  value: Json | undefined;
  onChange: (value: Json) => void;
};

function OwnField({ label, start = '', value = '', onChange }: FieldProps) {
  if (typeof start === 'number')
    return (
      <NumberInput
        label={label}
        value={typeof value === 'number' ? value : ''}
        hideControls
        onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
      />
    );
  if (typeof start === 'boolean')
    return (
      <Select
        label={label}
        data={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
        value={String(value === true)}
        allowDeselect={false}
        onChange={(picked) => onChange(picked === 'true')}
      />
    );
  if (typeof start === 'object' && start !== null)
    return (
      <JsonInput label={label} value={value} minRows={2} onChange={(typed) => onChange(typed ?? null)} />
    );
  return (
    <Textarea
      label={label}
      value={typeof value === 'string' ? value : JSON.stringify(value)}
      autosize
      minRows={1}
      maxRows={8}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
