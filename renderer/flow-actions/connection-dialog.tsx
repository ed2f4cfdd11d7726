import { Button, Group, Modal, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  connectionKinds,
  type ConnectionField,
  type UsableConnectionKind,
} from '../../shared/connections/kinds.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { freeName } from '../steps/names.ts';

type Props = { kind: UsableConnectionKind; onClose: () => void; onMade: (name: string) => void };

/** A new connection of this machine, tried at once. Secrets are written only: nobody ever reads them back. */
export function ConnectionDialog({ kind, onClose, onMade }: Props) {
  const spec = connectionKinds[kind];
  const known = useCall('connections.list', {}).data?.items ?? [];
  const [name, setName] = useState<string | null>(null);
  const [settings, setSettings] = useState<Record<string, string>>({});
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const make = useAct('connections.create');
  const test = useAct('connections.test');
  const called =
    name ??
    freeName(
      kind,
      known.map((one) => one.name),
      '-',
    );
  const made = make.data?.name;

  const filled = (fields: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));
  const submit = (): void => {
    make.mutate(
      { name: called, kind, settings: filled(settings), secrets: filled(secrets) },
      { onSuccess: (connection) => test.mutate({ name: connection.name }) },
    );
  };

  return (
    <Modal opened onClose={onClose} title={`New connection: ${spec.title.toLowerCase()}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // A form inside the panel's column: the press belongs to this dialog alone.
          event.stopPropagation();
          if (made === undefined) submit();
          else onMade(made);
        }}
      >
        <Stack gap="sm">
          <p style={{ margin: 0, color: 'var(--ink-2)' }}>{spec.summary}</p>
          <TextInput
            label="Name"
            value={called}
            disabled={made !== undefined}
            onChange={(event) => setName(event.currentTarget.value)}
            withAsterisk
          />
          {spec.settings.map((field) => (
            <Line
              key={field.name}
              field={field}
              value={settings[field.name] ?? ''}
              onChange={(text) => setSettings({ ...settings, [field.name]: text })}
              isSecret={false}
            />
          ))}
          {spec.secrets.map((field) => (
            <Line
              key={field.name}
              field={field}
              value={secrets[field.name] ?? ''}
              onChange={(text) => setSecrets({ ...secrets, [field.name]: text })}
              isSecret
            />
          ))}
          {make.error === null ? null : <ErrorNote error={make.error} what="The connection was not made." />}
          {made === undefined ? null : (
            <p role="status" style={{ margin: 0 }}>
              {test.data === undefined ? 'Made. Trying it…' : `${test.data.message} ${test.data.fix ?? ''}`}
            </p>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" variant="filled" loading={make.isPending}>
              {made === undefined ? 'Make and try it' : 'Use it here'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type LineProps = {
  field: ConnectionField;
  value: string;
  onChange: (text: string) => void;
  isSecret: boolean;
};

function Line({ field, value, onChange, isSecret }: LineProps) {
  const shared = {
    label: field.label,
    description: field.hint === '' ? null : field.hint,
    placeholder: field.default ?? '',
    withAsterisk: field.required,
    value,
  };
  if (field.options !== undefined)
    return (
      <Select
        {...shared}
        data={[...field.options]}
        value={value === '' ? field.default : value}
        allowDeselect={false}
        onChange={(picked) => onChange(picked ?? '')}
      />
    );
  if (field.long === true)
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return isSecret ? (
    <PasswordInput {...shared} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
