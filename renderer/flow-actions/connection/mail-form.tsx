import { Select } from '@mantine/core';
import { SecretLine, SettingLine } from './lines.tsx';
import classes from './connection.module.css';
import type { TypedConnection } from './typed-connection.ts';

const usualPorts: Record<string, string> = { starttls: '587', tls: '465', none: '25' };

/** A mail server: where it is, how the way to it is kept secret, and whose name mail bears. */
export function MailForm({ typed }: { typed: TypedConnection }) {
  const security = typed.settings['security'] ?? 'starttls';
  return (
    <>
      <div className={classes.wideNarrow}>
        <SettingLine typed={typed} name="host" label="Host" placeholder="smtp.example.com" isRequired />
        <SettingLine typed={typed} name="port" label="Port" placeholder="587" />
      </div>
      <Select
        label="Encryption"
        data={[
          { value: 'starttls', label: 'Begins plain, then encrypts (STARTTLS, port 587)' },
          { value: 'tls', label: 'From the beginning (TLS, port 465)' },
          { value: 'none', label: 'None: only for a server on this computer' },
        ]}
        value={security}
        allowDeselect={false}
        onChange={(picked) => {
          const next = picked ?? 'starttls';
          const port = typed.settings['port'];
          const isUsual = port === undefined || port === '' || port === usualPorts[security];
          typed.put({ security: next, ...(isUsual ? { port: usualPorts[next] ?? '587' } : {}) });
        }}
      />
      <SettingLine
        typed={typed}
        name="from"
        label="Sender"
        placeholder="approvals@example.com"
        description="The address that mail comes from."
        isRequired
      />
      <SettingLine typed={typed} name="user" label="User" />
      <SecretLine typed={typed} name="password" label="Password" />
    </>
  );
}
