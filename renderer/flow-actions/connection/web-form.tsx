import { Select } from '@mantine/core';
import { useState } from 'react';
import { SecretLine, SettingLine } from './lines.tsx';
import type { TypedConnection } from './typed-connection.ts';

const ways = [
  { value: 'none', label: 'Nothing: anybody may ask' },
  { value: 'bearer', label: 'A token' },
  { value: 'basic', label: 'A user and a password' },
  { value: 'header', label: 'A key in a header of its own' },
];

/** What belongs to the ways that were not chosen must not be sent along. */
const nothing = { user: '', keyHeader: '' };
const noSecrets = { token: '', password: '', apiKey: '' };

function wayOf({ isKept }: TypedConnection): string {
  if (isKept('token')) return 'bearer';
  if (isKept('password')) return 'basic';
  return isKept('apiKey') ? 'header' : 'none';
}

/** An HTTP service: where it is, and how it knows who asks. */
export function WebForm({ typed }: { typed: TypedConnection }) {
  const [way, setWay] = useState(() => wayOf(typed));
  return (
    <>
      <SettingLine
        typed={typed}
        name="baseUrl"
        label="Address"
        placeholder="https://api.example.com/v1"
        description="Steps add their path to it. What is secret is sent there and nowhere else."
        isRequired
      />
      <Select
        label="What it asks for"
        data={ways}
        value={way}
        allowDeselect={false}
        onChange={(picked) => {
          setWay(picked ?? 'none');
          typed.put(nothing, noSecrets);
        }}
      />
      {way === 'bearer' ? (
        <SecretLine
          typed={typed}
          name="token"
          label="Token"
          description="Sent as “Authorization: Bearer …”."
          isRequired
        />
      ) : null}
      {way === 'basic' ? (
        <>
          <SettingLine typed={typed} name="user" label="User" isRequired />
          <SecretLine typed={typed} name="password" label="Password" isRequired />
        </>
      ) : null}
      {way === 'header' ? (
        <>
          <SettingLine typed={typed} name="keyHeader" label="Name of the header" placeholder="X-API-Key" />
          <SecretLine typed={typed} name="apiKey" label="Key" isRequired />
        </>
      ) : null}
    </>
  );
}
