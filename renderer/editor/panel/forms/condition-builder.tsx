import { ActionIcon, Button, Popover, SegmentedControl, Select, TextInput, Textarea } from '@mantine/core';
import { IconCirclePlus, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import {
  comparisons,
  needsOperand,
  readCondition,
  writeCondition,
  type Comparison,
  type Condition,
  type ConditionRow,
  type Operand,
} from '../../../../shared/expression/condition.ts';
import type { Offer } from '../../../../shared/flow/offers/offers.ts';
import type { Json } from '../../../../shared/json.ts';
import { useOffers } from '../values/seen-context.tsx';
import { useChipFaces } from '../values/use-chip-faces.ts';
import { ValueList } from '../values/value-list.tsx';
import { comparisonWords } from './comparison-words.ts';
import classes from './forms.module.css';

type Props = {
  label: string;
  field: string;
  value: string;
  error: string | null;
  onChange: (formula: string, isTyping: boolean) => void;
};

const emptyRow: ConditionRow = { value: '', comparison: 'is', operand: null };

/** A condition chosen from menus: value, comparison, value. What menus cannot show is shown as the formula it is. */
export function ConditionBuilder({ label, field, value, error, onChange }: Props) {
  const [isFormula, setIsFormula] = useState(false);
  // Rows that are not finished are not written into the flow yet; they live here meanwhile.
  const [own, setOwn] = useState<{ formula: string; condition: Condition } | null>(null);
  const read = own?.formula === value ? own.condition : value.trim() === '' ? null : readCondition(value);
  const condition: Condition = read ?? { join: 'all', rows: [emptyRow] };
  const isUnreadable = read === null && value.trim() !== '';

  const set = (next: Condition, isTyping = false): void => {
    const formula = writeCondition(next);
    setOwn({ formula, condition: next });
    onChange(formula, isTyping);
  };
  const setRow = (at: number, row: ConditionRow, isTyping = false): void =>
    set({ ...condition, rows: condition.rows.with(at, row) }, isTyping);

  return (
    <div className={classes.condition} role="group" aria-label={label} data-field={field}>
      {isFormula || isUnreadable ? (
        <Textarea
          aria-label={`Formula of ${label}`}
          value={value}
          autosize
          minRows={2}
          error={error}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-xs)' } }}
          onChange={(event) => onChange(event.currentTarget.value, true)}
        />
      ) : (
        <>
          {condition.rows.length < 2 ? null : (
            <SegmentedControl
              size="xs"
              aria-label="How the conditions count together"
              data={[
                { value: 'all', label: 'all of these' },
                { value: 'any', label: 'any of these' },
              ]}
              value={condition.join}
              onChange={(join) => set({ ...condition, join: join === 'any' ? 'any' : 'all' })}
            />
          )}
          {condition.rows.map((row, at) => (
            <Row
              key={at}
              label={condition.rows.length === 1 ? label : `${label}, ${at + 1}`}
              row={row}
              onChange={(next, isTyping) => setRow(at, next, isTyping)}
              onRemove={
                condition.rows.length === 1
                  ? null
                  : () => set({ ...condition, rows: condition.rows.toSpliced(at, 1) })
              }
            />
          ))}
          {error === null ? null : <p className={classes.fault}>{error}</p>}
        </>
      )}
      <div className={classes.conditionFoot}>
        {isFormula || isUnreadable ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} aria-hidden="true" />}
            onClick={() => set({ ...condition, rows: [...condition.rows, emptyRow] })}
          >
            Add a condition
          </Button>
        )}
        {isUnreadable && !isFormula ? (
          <span className={classes.quiet}>This formula says more than menus can show.</span>
        ) : (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setIsFormula(!isFormula)}>
            {isFormula ? 'Show as menus' : 'Show as formula'}
          </Button>
        )}
      </div>
    </div>
  );
}

type RowProps = {
  label: string;
  row: ConditionRow;
  onChange: (row: ConditionRow, isTyping?: boolean) => void;
  onRemove: (() => void) | null;
};

function Row({ label, row, onChange, onRemove }: RowProps) {
  const offers = useOffers().flatMap((group) => group.offers);
  const offer = offers.find(
    ({ source }) => row.value === source || row.value.startsWith(`default(${source},`),
  );
  const pick = (source: string, picked: Offer): void =>
    onChange({ value: source, comparison: firstFor(picked), operand: row.operand });
  return (
    <div className={classes.conditionRow}>
      <ValueButton label={`Value: ${label}`} source={row.value} onPick={pick} />
      <Select
        aria-label={`Comparison: ${label}`}
        data={comparisons.map((value) => ({ value, label: comparisonWords[value] }))}
        value={row.comparison}
        allowDeselect={false}
        maxDropdownHeight={420}
        onChange={(picked) => {
          const comparison = comparisons.find((one) => one === picked);
          if (comparison !== undefined) onChange({ ...row, comparison });
        }}
      />
      {needsOperand(row.comparison) ? (
        <OperandInput
          label={`Compared with: ${label}`}
          operand={row.operand}
          isNumber={isNumeric(row.comparison, offer)}
          options={offer?.options}
          onChange={(operand, isTyping) => onChange({ ...row, operand }, isTyping)}
        />
      ) : null}
      {onRemove === null ? null : (
        <ActionIcon
          aria-label={`Remove ${label}`}
          onClick={onRemove}
          className={classes.conditionRemove ?? ''}
        >
          <IconTrash size={15} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  );
}

/** The comparison that is meant most often with a value of this kind. */
function firstFor({ type }: Offer): Comparison {
  if (type === 'number') return 'more';
  if (type === 'boolean') return 'yes';
  return type === 'text' || type === 'list' ? 'contains' : 'is';
}

const isNumeric = (comparison: Comparison, offer: Offer | undefined): boolean =>
  ['more', 'atLeast', 'less', 'atMost'].includes(comparison) || offer?.type === 'number';

type ValueButtonProps = { label: string; source: string; onPick: (source: string, offer: Offer) => void };

/** A single value as a chip that is pressed to choose another. */
function ValueButton({ label, source, onPick }: ValueButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { faceOf } = useChipFaces();
  const face = source === '' ? null : faceOf(source);
  const words =
    face?.words == null
      ? source
      : [face.words.owner, face.words.label].filter((one) => one !== null).join(' › ');
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.valueButton}
          data-empty={source === '' || undefined}
          aria-label={source === '' ? `${label}: choose a value` : `${label}: ${words}`}
          title={face?.value === '' || face === null ? undefined : `Last time: ${face.value}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          {source === '' ? 'Choose a value' : words}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {isOpen ? (
          <ValueList
            onPick={(picked, offer) => {
              setIsOpen(false);
              onPick(picked, offer);
            }}
            onClose={() => setIsOpen(false)}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

type OperandProps = {
  label: string;
  operand: Operand | null;
  isNumber: boolean;
  options: Json[] | undefined;
  onChange: (operand: Operand | null, isTyping?: boolean) => void;
};

/** What is compared with: one of the known answers, something typed, or another value. */
function OperandInput({ label, operand, isNumber, options, onChange }: OperandProps) {
  const [isAsking, setIsAsking] = useState(false);
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

  if (operand?.kind === 'value') {
    return (
      <span className={classes.operand}>
        <ValueButton
          label={label}
          source={operand.source}
          onPick={(source) => onChange({ kind: 'value', source })}
        />
        <ActionIcon aria-label={`Type instead: ${label}`} onClick={() => onChange(null)}>
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
                  onChange({ kind: 'value', source });
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
