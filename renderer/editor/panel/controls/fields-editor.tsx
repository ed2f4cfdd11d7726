import { ActionIcon, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconTrash } from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import type { Json } from '../../../../shared/json.ts';
import type { Field, FieldSpec, FieldType } from '../../../../shared/steps/field.ts';
import { specOf } from '../../../../shared/steps/field-value.ts';
import { labelOf } from '../../../../shared/steps/label.ts';
import { useFault } from '../step-context.ts';
import classes from './controls.module.css';
import { AddButton } from './add-button.tsx';
import { NameInput } from './name-input.tsx';
import { freeName, nameFrom } from '../../../steps/names.ts';

export type Fields = Record<string, Field>;

type Props = {
  label: string;
  /** Path of the whole map, so that problems find its fields. */
  field: string;
  value: Fields;
  onChange: (value: Fields, isTyping: boolean) => void;
  /** A field is called differently: whoever reads it follows. */
  onRename: (from: string, to: string) => void;
  addLabel: string;
  /** Which rules mean something here: an answer's fields are all required, an input may be the amount at risk. */
  rules: { required?: boolean; risk?: boolean };
  /** What else belongs to a field, at the top of its details. */
  more?: ComponentType<{ name: string }>;
};

const types: { value: FieldType; label: string }[] = [
  { value: 'string', label: 'Short text' },
  { value: 'text', label: 'Long text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'list', label: 'List' },
  { value: 'object', label: 'Group' },
];

/** Typed fields, one row each: what it is called, what can stand in it, and its rules when opened. */
export function FieldsEditor({ label, field, value, onChange, onRename, addLabel, rules, more }: Props) {
  const names = Object.keys(value);
  return (
    <div className={classes.rows} role="group" aria-label={label} data-field={field}>
      {names.map((name, at) => (
        <FieldBox
          // By its place: a new name does not make it another field, and the keyboard stays in it.
          key={at}
          name={name}
          field={`${field}.${name}`}
          spec={specOf(value[name] ?? 'string')}
          taken={names}
          rules={rules}
          more={more}
          onChange={(spec, isTyping) => onChange({ ...value, [name]: shortest(spec, value[name]) }, isTyping)}
          onRename={(to) => onRename(name, to)}
          onRemove={() =>
            onChange(Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)), false)
          }
        />
      ))}
      <AddButton
        label={addLabel}
        onAdd={() => onChange({ ...value, [freeName('field', names)]: 'string' }, false)}
      />
    </div>
  );
}

/** A field that is only its type stays that one word, as its author wrote it. */
function shortest(spec: FieldSpec, before: Field | undefined): Field {
  return typeof before !== 'object' && Object.keys(spec).length === 1 ? spec.type : spec;
}

type BoxProps = {
  name: string;
  field: string;
  spec: FieldSpec;
  taken: string[];
  rules: Props['rules'];
  more: Props['more'];
  onChange: (spec: FieldSpec, isTyping: boolean) => void;
  onRename: (to: string) => void;
  onRemove: () => void;
};

function FieldBox({ name, field, spec, taken, rules, more: More, onChange, onRename, onRemove }: BoxProps) {
  const [isOpen, setIsOpen] = useState(More !== undefined);
  const called = labelOf(name, spec);
  const error = useFault(field, true);
  const set = (change: { [Key in keyof FieldSpec]?: FieldSpec[Key] | undefined }, isTyping = false): void => {
    const entries = Object.entries({ ...spec, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(entries) as FieldSpec, isTyping); // the same keys, without those taken away
  };
  /** What belongs to another type would be refused: it goes with it. */
  const setType = (type: FieldType): void => {
    const isMeasured = ['string', 'text', 'number', 'list'].includes(type);
    set({
      type,
      ...(type === 'list' ? {} : { items: undefined }),
      ...(type === 'object' ? {} : { fields: undefined }),
      ...(isMeasured ? {} : { min: undefined, max: undefined }),
      ...(type === 'string' || type === 'number' ? {} : { enum: undefined }),
      ...(type === 'number' ? {} : { risk: undefined }),
    });
  };
  const call = (text: string): void => {
    const next = nameFrom(text);
    if (next === '') return set({ label: text });
    if (next !== name) onRename(next);
    else set({ label: labelOf(name) === text ? undefined : text });
  };
  const whyNot = (text: string): string | null => {
    const next = nameFrom(text);
    return next !== name && taken.includes(next) ? 'Another field has this name already.' : null;
  };

  return (
    <div className={classes.fieldBox} data-field={field}>
      <div className={classes.fieldHead}>
        <NameInput
          label={`Name of ${called}`}
          isLabelHidden
          value={called}
          onDone={call}
          whyNot={whyNot}
          error={error}
        />
        <Select
          aria-label={`Type of ${called}`}
          data={types}
          value={spec.type}
          allowDeselect={false}
          onChange={(picked) => {
            const type = types.find((one) => one.value === picked)?.value;
            if (type !== undefined) setType(type);
          }}
        />
        <span className={classes.tools}>
          <ActionIcon
            aria-label={`Rules of ${called}`}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? (
              <IconChevronUp size={16} aria-hidden="true" />
            ) : (
              <IconChevronDown size={16} aria-hidden="true" />
            )}
          </ActionIcon>
          <ActionIcon aria-label={`Remove ${called}`} onClick={onRemove}>
            <IconTrash size={15} aria-hidden="true" />
          </ActionIcon>
        </span>
      </div>
      {isOpen ? (
        <div className={classes.fieldBody}>
          {More === undefined ? null : <More name={name} />}
          <TextInput
            label="Shown as"
            placeholder={labelOf(name)}
            value={spec.label ?? ''}
            onChange={(event) =>
              set({ label: event.currentTarget.value === '' ? undefined : event.currentTarget.value }, true)
            }
          />
          {rules.required === true ? (
            <Checkbox
              label="Must be filled in"
              checked={spec.required === true}
              onChange={(event) => set({ required: event.currentTarget.checked ? true : undefined })}
            />
          ) : null}
          {spec.type === 'string' || spec.type === 'number' ? (
            <TagsInput
              label="Only one of these"
              placeholder={spec.enum === undefined ? 'Anything' : ''}
              description="Press Enter after each"
              value={(spec.enum ?? []).map(String)}
              onChange={(words) => set({ enum: options(words, spec.type) })}
            />
          ) : null}
          {['number', 'string', 'text', 'list'].includes(spec.type) ? (
            <div className={classes.pair}>
              <Bound
                label={spec.type === 'number' ? 'Smallest' : 'Shortest'}
                value={spec.min}
                onChange={(min) => set({ min }, true)}
              />
              <Bound
                label={spec.type === 'number' ? 'Largest' : 'Longest'}
                value={spec.max}
                onChange={(max) => set({ max }, true)}
              />
            </div>
          ) : null}
          {rules.risk === true && spec.type === 'number' ? (
            <Checkbox
              label="This is the amount that rules look at"
              checked={spec.risk === true}
              onChange={(event) => set({ risk: event.currentTarget.checked ? true : undefined })}
            />
          ) : null}
          <p className={classes.hint}>
            In formulas: <code>{name}</code>
          </p>
        </div>
      ) : null}
    </div>
  );
}

function options(words: string[], type: FieldType): Json[] | undefined {
  const list = type === 'number' ? words.map(Number).filter((one) => Number.isFinite(one)) : words;
  return list.length === 0 ? undefined : list;
}

function Bound({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={value ?? ''}
      hideControls
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
    />
  );
}
