import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { same } from '../../shared/approval/voices.ts';
import type { Json } from '../../shared/json.ts';
import { specOf } from '../../shared/steps/field-value.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { FieldInput } from '../steps/field-input.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { CardPart } from './card-part.tsx';
import classes from './card.module.css';
import type { Answer } from './use-answer.ts';

type Props = { card: Approval; answer: Answer };

/** Fields that may be put right before approving, each in place, with the difference to what was proposed. */
export function EditPart({ card, answer }: Props) {
  const names = Object.keys(card.editable);
  if (names.length === 0) return null;
  return (
    <CardPart title="You may change">
      {names.map((name, index) => (
        <Editable key={name} name={name} isFirst={index === 0} card={card} answer={answer} />
      ))}
    </CardPart>
  );
}

function Editable({ name, isFirst, card, answer }: Props & { name: string; isFirst: boolean }) {
  const [isEditing, setIsEditing] = useState(name in answer.edits);
  const entry = card.editable[name];
  if (entry === undefined) return null;
  const label = labelOf(name, entry.field);
  const isTouched = name in answer.edits;
  const value = isTouched ? answer.edits[name] : entry.value;
  const differs = !same(value ?? null, entry.proposed);

  if (!isEditing) {
    return (
      <div className={classes.editable}>
        <span className={classes.itemLabel}>{label}</span>
        <span className={classes.short}>{shortly(value)}</span>
        <Button
          size="compact-sm"
          data-edit={isFirst || undefined}
          aria-label={`Edit ${label}`}
          leftSection={<IconPencil size={14} aria-hidden="true" />}
          rightSection={isFirst ? <KeyHint keys="e" /> : null}
          onClick={() => setIsEditing(true)}
        >
          Edit
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.editing} data-editing>
      <FieldInput
        name={name}
        field={entry.field}
        value={value}
        error={answer.faults[name]}
        onChange={(next) => answer.edit(name, next)}
      />
      {differs ? (
        <DiffView before={printed(entry.proposed)} after={printed(value)} label={`Your change of ${label}`} />
      ) : null}
      <div className={classes.editFoot}>
        <span className={classes.quiet}>
          {differs ? 'What you approve is the changed value.' : 'As proposed.'}
        </span>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => {
            answer.putBack(name);
            setIsEditing(false);
          }}
        >
          {differs ? 'Put back' : 'Close'}
        </Button>
      </div>
    </div>
  );

  function printed(one: Json | undefined): string {
    if (one === undefined || one === null) return '';
    return typeof one === 'string'
      ? one
      : JSON.stringify(one, null, specOf(entry?.field ?? 'string').type === 'number' ? 0 : 2);
  }
}

function shortly(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return 'empty';
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ').slice(0, 200);
}
