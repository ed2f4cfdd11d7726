import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../shared/json.ts';

type Props = {
  label: string;
  value: Json | undefined;
  /** Called with every text that can be read; `onValid` tells when it cannot. */
  onChange: (value: Json | undefined) => void;
  onValid?: (isValid: boolean) => void;
  error?: string | null;
  description?: string;
  disabled?: boolean;
  withAsterisk?: boolean;
  name?: string;
  minRows?: number;
};

/** A value as JSON text. What cannot be read yet stays in the field and says where it stops. */
export function JsonInput({ value, onChange, onValid, error, minRows = 8, ...more }: Props) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [fault, setFault] = useState<string | null>(null);

  const type = (next: string): void => {
    setText(next);
    const read = readJson(next);
    setFault(read.ok ? null : read.fault);
    onValid?.(read.ok);
    if (read.ok) onChange(read.value);
  };

  return (
    <Textarea
      {...more}
      value={text}
      error={fault ?? error ?? null}
      onChange={(event) => type(event.currentTarget.value)}
      autosize
      minRows={minRows}
      maxRows={22}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-xs)' } }}
    />
  );
}

type Read = { ok: true; value: Json | undefined } | { ok: false; fault: string };

function readJson(text: string): Read {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec(String(error));
    const where = place === null ? '' : ` It stops making sense at line ${place[1]}, column ${place[2]}.`;
    return { ok: false, fault: `This is not JSON yet.${where}` };
  }
}
