import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { SecretLine, SettingLine } from './lines.tsx';
import classes from './connection.module.css';
import type { TypedConnection } from './typed-connection.ts';

/** A server over SSH: where it is, how one logs in, and the key it has to show. */
export function ServerForm({ typed }: { typed: TypedConnection }) {
  const [way, setWay] = useState(() => (typed.isKept('password') ? 'password' : 'key'));
  return (
    <>
      <div className={classes.wideNarrow}>
        <SettingLine typed={typed} name="host" label="Host" placeholder="build.example.com" isRequired />
        <SettingLine typed={typed} name="port" label="Port" placeholder="22" />
      </div>
      <SettingLine typed={typed} name="user" label="User" isRequired />
      <SegmentedControl
        aria-label="How it logs in"
        size="xs"
        data={[
          { value: 'key', label: 'With a private key' },
          { value: 'password', label: 'With a password' },
        ]}
        value={way}
        onChange={(next) => {
          setWay(next);
          typed.put({}, { privateKey: '', passphrase: '', password: '' });
        }}
      />
      {way === 'key' ? (
        <>
          <SecretLine
            typed={typed}
            name="privateKey"
            label="Private key"
            description="The whole file, with its BEGIN and END lines."
            isRequired
            isLong
          />
          <SecretLine
            typed={typed}
            name="passphrase"
            label="Passphrase of the key"
            description="If it has one."
          />
        </>
      ) : (
        <SecretLine typed={typed} name="password" label="Password" isRequired />
      )}
      <Textarea
        label="Host key"
        description="What the server has to show: another machine that answers is refused. Leave it empty and press Test to see it."
        placeholder="SHA256:…"
        autoComplete="off"
        spellCheck={false}
        autosize
        minRows={1}
        maxRows={4}
        value={typed.settings['hostKey'] ?? ''}
        onChange={(event) => typed.setting('hostKey', event.currentTarget.value)}
      />
    </>
  );
}
