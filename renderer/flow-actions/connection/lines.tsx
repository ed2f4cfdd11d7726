import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { TypedConnection } from './typed-connection.ts';

type Props = {
  typed: TypedConnection;
  name: string;
  label: string;
  description?: string;
  placeholder?: string;
  /** What stands there until somebody types. */
  proposed?: string;
  isRequired?: boolean;
  isLong?: boolean;
};

/** One setting. */
export function SettingLine({
  typed,
  name,
  label,
  description,
  placeholder = '',
  proposed = '',
  isRequired = false,
}: Props) {
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={placeholder}
      withAsterisk={isRequired}
      autoComplete="off"
      spellCheck={false}
      value={typed.settings[name] ?? proposed}
      onChange={(event) => typed.setting(name, event.currentTarget.value)}
    />
  );
}

/** One secret: it goes to the host and is never shown again. */
export function SecretLine({ typed, name, label, description, isRequired = false, isLong = false }: Props) {
  const shared = {
    label,
    description,
    withAsterisk: isRequired && !typed.isKept(name),
    placeholder: typed.isKept(name) ? 'Kept here. Type to replace it.' : '',
    autoComplete: 'off',
    value: typed.secrets[name] ?? '',
  };
  return isLong ? (
    <Textarea
      {...shared}
      spellCheck={false}
      autosize
      minRows={3}
      maxRows={4}
      onChange={(event) => typed.secret(name, event.currentTarget.value)}
    />
  ) : (
    <PasswordInput {...shared} onChange={(event) => typed.secret(name, event.currentTarget.value)} />
  );
}
