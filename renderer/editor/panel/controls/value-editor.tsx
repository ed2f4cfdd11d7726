import { ActionIcon, Menu, NumberInput, Select } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json.ts';
import { TemplateInput } from '../values/template-input.tsx';
import { useKept } from '../kept.ts';
import { asType, typeOfValue, valueTypes, type ValueType } from './value-types.ts';
import { AddButton } from './add-button.tsx';
import { NameInput } from './name-input.tsx';
import { freeName } from '../../../steps/names.ts';
import { useFault } from '../step-context.ts';
import classes from './controls.module.css';
import { textOf } from '../text-of.ts';

type One = {
  label: string;
  field: string;
  value: Json;
  /** `isTyping`: letters that follow each other become one undo step. */
  onChange: (value: Json, isTyping: boolean) => void;
  isMultiline?: boolean;
};

/** Any value: a text with chips, a number, yes or no, nothing; groups and lists open below. */
export function ValueInput({ label, field, value, onChange, isMultiline = false }: One) {
  const error = useFault(field);
  switch (typeOfValue(value)) {
    case 'text':
      return (
        <TemplateInput
          label={label}
          isLabelHidden
          field={field}
          error={error}
          isMultiline={isMultiline || (typeof value === 'string' && value.includes('\n'))}
          value={textOf(value)}
          onChange={(text) => onChange(text, true)}
        />
      );
    case 'number':
      return (
        <NumberInput
          aria-label={label}
          data-field={field}
          error={error}
          value={Number(value)}
          hideControls
          onChange={(typed) => onChange(typeof typed === 'number' ? typed : 0, true)}
        />
      );
    case 'boolean':
      return (
        <Select
          aria-label={label}
          data-field={field}
          error={error}
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={textOf(value)}
          allowDeselect={false}
          onChange={(picked) => onChange(picked === 'true', false)}
        />
      );
    case 'fields':
      return isJsonObject(value) ? (
        <FieldRows label={label} field={field} value={value} onChange={onChange} />
      ) : null;
    case 'list':
      return Array.isArray(value) ? (
        <ListRows label={label} field={field} value={value} onChange={onChange} />
      ) : null;
    case 'nothing':
      return <p className={classes.empty}>Nothing</p>;
  }
}

type Group = {
  label: string;
  field: string;
  value: JsonObject;
  onChange: One['onChange'];
  onRename?: (from: string, to: string) => void;
  isNameFree?: boolean;
  addLabel?: string;
  onlyText?: boolean;
};

/** A group of fields: name and value in rows. */
export function FieldRows({
  label,
  field,
  value,
  onChange,
  onRename,
  addLabel = 'Add a field',
  onlyText = false,
}: Group) {
  const names = Object.keys(value);
  const set = (name: string, next: Json, isTyping: boolean): void =>
    onChange({ ...value, [name]: next }, isTyping);
  const rename = (from: string, to: string): void => {
    if (onRename !== undefined) return onRename(from, to);
    onChange(
      Object.fromEntries(Object.entries(value).map(([name, one]) => [name === from ? to : name, one])),
      false,
    );
  };
  return (
    <div className={classes.rows} role="group" aria-label={label} data-field={field}>
      {names.map((name, at) => {
        const one = value[name] ?? null;
        const inner = `${field}.${name}`;
        return (
          <Row key={at} isNested={typeof one === 'object' && one !== null}>
            <NameInput
              label={`Name: ${name}`}
              isLabelHidden
              value={name}
              whyNot={(text) => (names.includes(text) ? 'This name is taken.' : null)}
              onDone={(text) => rename(name, text)}
            />
            <ValueInput
              label={name}
              field={inner}
              value={one}
              onChange={(next, isTyping) => set(name, next, isTyping)}
            />
            <RowMenu
              label={name}
              field={inner}
              value={one}
              onlyText={onlyText}
              onChange={(next) => set(name, next, false)}
              onRemove={() =>
                onChange(Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)), false)
              }
            />
          </Row>
        );
      })}
      <AddButton
        label={addLabel}
        onAdd={() => onChange({ ...value, [freeName('field', names)]: '' }, false)}
      />
    </div>
  );
}

function ListRows({
  label,
  field,
  value,
  onChange,
}: {
  label: string;
  field: string;
  value: Json[];
  onChange: One['onChange'];
}) {
  return (
    <div className={classes.rows} role="group" aria-label={label} data-field={field}>
      {value.map((one, index) => {
        const inner = `${field}.${index}`;
        const name = `${label} ${index + 1}`;
        return (
          <Row key={index} isNested>
            <ValueInput
              label={name}
              field={inner}
              value={one}
              onChange={(next, isTyping) => onChange(value.with(index, next), isTyping)}
            />
            <RowMenu
              label={name}
              field={inner}
              value={one}
              onChange={(next) => onChange(value.with(index, next), false)}
              onRemove={() => onChange(value.toSpliced(index, 1), false)}
            />
          </Row>
        );
      })}
      <AddButton label="Add an entry" onAdd={() => onChange([...value, ''], false)} />
    </div>
  );
}

/** Name, value and menu beside each other; a group or list has the width below its name. */
function Row({ isNested, children }: { isNested: boolean; children: React.ReactNode[] }) {
  if (!isNested) return <div className={classes.row}>{children}</div>;
  const [first, second, third] = children;
  if (third === undefined)
    return (
      <div className={classes.row} data-nested>
        {children}
      </div>
    );
  return (
    <div className={classes.row} data-nested>
      {first}
      {third}
      <div className={classes.nested}>{second}</div>
    </div>
  );
}

type MenuProps = {
  label: string;
  field: string;
  value: Json;
  onChange: (value: Json) => void;
  onRemove: () => void;
  onlyText?: boolean;
};

/** What else a row can be, and its end. What it held in its other form comes back with that form. */
function RowMenu({ label, field, value, onChange, onRemove, onlyText = false }: MenuProps) {
  const kept = useKept(field);
  const now = typeOfValue(value);
  const change = (type: ValueType): void => {
    kept.keep(now, value);
    onChange(kept.take(type) ?? asType(value, type));
  };
  return (
    <div className={classes.tools}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More: ${label}`}>
            <IconDotsVertical size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onlyText
            ? null
            : valueTypes
                .filter(({ value: type }) => type !== now)
                .map(({ value: type, label: words }) => (
                  <Menu.Item key={type} onClick={() => change(type)}>
                    {words}
                  </Menu.Item>
                ))}
          {onlyText ? null : <Menu.Divider />}
          <Menu.Item color="red" onClick={onRemove}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
