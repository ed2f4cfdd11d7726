import { ActionIcon, Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  comparisons,
  needsOperand,
  readCondition,
  writeCondition,
  type Comparison,
  type Condition,
  type ConditionRow,
} from '../../../../shared/expression/condition.ts';
import type { Offer } from '../../../../shared/flow/offers/offers.ts';
import { useOffers } from '../values/seen-context.tsx';
import { comparisonWords } from './comparison-words.ts';
import classes from './forms.module.css';
import { OperandInput } from './operand-input.tsx';
import { ValueButton } from './value-button.tsx';

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
