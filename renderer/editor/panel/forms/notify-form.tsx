import { Button, Select } from '@mantine/core';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { useEditor } from '../../store/editor-store.ts';
import { PeopleField, PoolsField } from '../controls/holders-field.tsx';
import { TextField } from '../controls/plain-fields.tsx';
import { ConnectionField } from '../connection/connection-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { useKept } from '../kept.ts';
import { useChange, useConfig, useFault, useStepName } from '../step-context.ts';
import { textOf } from '../text-of.ts';

const ways = [
  { value: 'desktop', label: 'On the desktop' },
  { value: 'email', label: 'By mail' },
  { value: 'webhook', label: 'To a web service (chat, pager …)' },
];

/** A message: how it travels, to whom, and what it says. */
export function NotifyForm() {
  const via = useConfig(['via']) ?? 'desktop';
  return (
    <>
      <Via />
      {via === 'email' ? <ConnectionField key="smtp" kind="smtp" label="Mail server" isRequired /> : null}
      {via === 'webhook' ? <ConnectionField key="http" kind="http" label="Web service" isRequired /> : null}
      <Recipients />
      {via === 'webhook' ? (
        <TextField path={['to', 'channel']} label="Channel" placeholder="the service’s own" />
      ) : null}
      <GeneratedFields names={['title', 'body', 'link']} />
    </>
  );
}

/** A list alone means people; groups need the longer form. */
function Recipients() {
  const to = useConfig(['to']);
  const change = useChange();
  if (!Array.isArray(to)) {
    return (
      <>
        <PoolsField path={['to', 'pools']} label="Groups" />
        <PeopleField path={['to', 'people']} label="People" />
      </>
    );
  }
  return (
    <>
      <PeopleField path={['to']} label="People" />
      <Button size="compact-sm" variant="subtle" onClick={() => change.config(['to'], { people: to })}>
        Add groups
      </Button>
    </>
  );
}

/** A connection of the other kind would be refused: it is kept for when the way is chosen again. */
function Via() {
  const via = textOf(useConfig(['via']), 'desktop');
  const connection = useConfig(['connection']);
  const channel = useConfig(['to', 'channel']);
  const editor = useEditor();
  const step = useStepName();
  const kept = useKept('config.connection');
  return (
    <Select
      data-field="config.via"
      label="How it travels"
      data={ways}
      value={via}
      allowDeselect={false}
      error={useFault('config.via')}
      onChange={(picked) => {
        if (picked === null || picked === via) return;
        kept.keep(via, connection);
        if (via === 'webhook') kept.keep('channel', channel);
        editor.edit('Change step', (drawing) => {
          const there = setConfig(drawing, step, ['via'], picked === 'desktop' ? undefined : picked);
          const wanted = picked === 'webhook' ? kept.take('channel') : undefined;
          const free = wanted === channel ? there : setConfig(there, step, ['to', 'channel'], wanted);
          return setConfig(free, step, ['connection'], picked === 'desktop' ? undefined : kept.take(picked));
        });
      }}
    />
  );
}
