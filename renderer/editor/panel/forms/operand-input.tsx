import { ActionIcon, Popover, Select, TextInput } from '@mantine/core';
import { IconCirclePlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Operand } from '../../../../shared/expression/condition.ts';
import type { Json } from '../../../../shared/json.ts';
import { takesValue } from '../values/value-drag.ts';
import { ValueList } from '../values/value-list.tsx';
import classes from './forms.module.css';
import { useKept } from '../kept.ts';
import { ValueButton } from './value-button.tsx';

type OperandProps = {
  label: string;
  operand: Operand | null;
  isNumber: boolean;
  options: Json[] | undefined;
  onChange: (operand: Operand | null, isTyping?: boolean) => void;
};

/** What is compared with: one of the known answers, something typed, or another value. */
export function OperandInput({ label, operand, isNumber, options, onChange }: OperandProps) {
  const [isAsking, setIsAsking] = useState(false);
  const kept = useKept(label);
  // “1.” and “-” are on the way to a number: the field shows what was typed until it is one.
  const [typed, setTyped] = useState<string | null>(null);
  const known =
    operand === null
      ? ''
      : operand.kind === 'text'
        ? operand.text
        : operand.kind === 'number'
          ? String(operand.number)
          : '';

  /** What was typed comes back when it is typed again. */
  const change = (next: Operand): void => {
    if (next.kind === 'value') kept.keep('typed', known);
    onChange(next);
  };
  const before = kept.take('typed');

  if (operand?.kind === 'value') {
    return (
      <span className={classes.operand}>
        <ValueButton
          label={label}
          source={operand.source}
          onPick={(source) => onChange({ kind: 'value', source })}
        />
        <ActionIcon
          aria-label={`Type instead: ${label}`}
          onClick={() => onChange(typeof before === 'string' ? read(before, isNumber) : null)}
        >
          <IconX size={15} aria-hidden="true" />
        </ActionIcon>
      </span>
    );
  }
  if (options !== undefined && operand?.kind !== 'number' && (known === '' || options.includes(known))) {
    return (
      <Select
        aria-label={label}
        data={options.map(String)}
        value={known === '' ? null : known}
        placeholder="Choose"
        allowDeselect={false}
        onChange={(picked) => onChange(picked === null ? null : { kind: 'text', text: picked })}
      />
    );
  }
  const text = typed !== null && read(typed, isNumber) === null ? typed : known;
  return (
    <TextInput
      aria-label={label}
      inputMode={isNumber ? 'decimal' : 'text'}
      placeholder={isNumber ? '100' : 'text'}
      value={text}
      {...takesValue((source) => change({ kind: 'value', source }))}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(read(event.currentTarget.value, isNumber), true);
      }}
      rightSection={
        <Popover
          opened={isAsking}
          onChange={setIsAsking}
          position="bottom-end"
          shadow="md"
          withinPortal
          transitionProps={{ duration: 80 }}
        >
          <Popover.Target>
            <ActionIcon
              size={24}
              aria-label={`Insert value: ${label}`}
              onClick={() => setIsAsking(!isAsking)}
            >
              <IconCirclePlus size={15} aria-hidden="true" />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown p={0}>
            {isAsking ? (
              <ValueList
                onPick={(source) => {
                  setIsAsking(false);
                  change({ kind: 'value', source });
                }}
                onClose={() => setIsAsking(false)}
              />
            ) : null}
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}

function read(text: string, isNumber: boolean): Operand | null {
  if (!isNumber) return text === '' ? null : { kind: 'text', text };
  const number = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  return Number.isFinite(number) ? { kind: 'number', number } : null;
}
