import type { ReactNode } from 'react';
import { Input } from '@mantine/core';
import { standInTitle } from '../../../../shared/flow/edit/first-config.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import { MapField } from '../controls/map-field.tsx';
import { OutputFields } from '../controls/output-fields.tsx';
import { TemplateField } from '../controls/template-field.tsx';
import { ValueInput } from '../controls/value-editor.tsx';
import { useChange, useConfig } from '../step-context.ts';
import { Alternatives } from './approval-alternatives.tsx';
import { Evidence } from './approval-evidence.tsx';
import { WhoDecides } from './approval-people.tsx';
import { InTime } from './approval-time.tsx';
import classes from './forms.module.css';

/** The card as it will be seen, from top to bottom: the question, the proof, who decides, and what if nobody does. */
export function ApprovalForm() {
  return (
    <>
      <TemplateField
        path={['title']}
        label="Title"
        placeholder="Publish “Title of the post”"
        standIn={standInTitle}
      />
      <Part title="What will happen">
        <TemplateField path={['proposal', 'action']} label="What is done" placeholder="Publish" isRequired />
        <TemplateField path={['proposal', 'target']} label="To what" placeholder="the public site" />
        <TemplateField path={['proposal', 'reason']} label="Why" isMultiline />
        <MapField
          path={['proposal', 'values']}
          label="Facts"
          description="Amounts and names that stand on the card."
          addLabel="Add a fact"
        />
        <Affected />
      </Part>
      <Part title="What people look at">
        <Evidence />
      </Part>
      <Part title="Who decides">
        <WhoDecides />
      </Part>
      <Part title="If nobody answers">
        <InTime />
      </Part>
    </>
  );
}

/** Less often needed: what may be corrected, and further answers. */
export function ApprovalMore() {
  return (
    <>
      <OutputFields
        name="editable"
        label="What they may correct before approving"
        addLabel="Add a field they may change"
        reads={(field) => ['values', field]}
        rules={{ risk: true }}
        more={EditableValue}
      />
      <Alternatives />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h2 className={classes.groupTitle}>{title}</h2>
      {children}
    </section>
  );
}

/** Who or what is affected; that it is unknown is said too. */
function Affected() {
  return (
    <div className={classes.pair}>
      <TemplateField
        path={['proposal', 'affects', 'count']}
        label="How many are affected"
        placeholder="unknown"
      />
      <TemplateField
        path={['proposal', 'affects', 'list']}
        label="Who they are"
        placeholder="everyone who reads the site"
      />
    </div>
  );
}

function EditableValue({ name }: { name: string }) {
  const editable = useConfig(['editable', name]);
  const change = useChange();
  const field = isJsonObject(editable) ? editable : null;
  const type = field === null ? editable : field['type'];
  return (
    <Input.Wrapper label="Starts with" labelElement="div">
      <ValueInput
        label={`${name} starts with`}
        field={`config.editable.${name}.value`}
        value={field?.['value'] ?? ''}
        isMultiline={type === 'text'}
        onChange={(value, isTyping) =>
          change.config(
            ['editable', name],
            { ...(field ?? { type: typeof type === 'string' ? type : 'string' }), value },
            isTyping,
          )
        }
      />
    </Input.Wrapper>
  );
}
