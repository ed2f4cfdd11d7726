import { TextInput } from '@mantine/core';
import { useState } from 'react';

type Props = {
  label: string;
  isLabelHidden?: boolean;
  description?: string | undefined;
  placeholder?: string | undefined;
  value: string;
  /** Called when the person is done: leaves the field or presses Enter. */
  onDone: (text: string) => void;
  /** Why a name cannot be taken, in words. */
  whyNot?: (text: string) => string | null;
  field?: string | undefined;
  error?: string | null;
};

/** A name that others refer to: it changes at once everywhere, so it changes when the person is done with it. */
export function NameInput({
  label,
  isLabelHidden = false,
  value,
  onDone,
  whyNot,
  field,
  error = null,
  description,
  placeholder,
}: Props) {
  // What is being typed; null while the field shows the name as it is, whoever changed it.
  const [typed, setText] = useState<string | null>(null);
  const text = typed ?? value;
  const fault = text === value || text.trim() === '' ? null : (whyNot?.(text.trim()) ?? null);
  const finish = (): void => {
    setText(null);
    if (text.trim() !== '' && text !== value && fault === null) onDone(text.trim());
  };
  return (
    <TextInput
      data-field={field}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={description}
      placeholder={placeholder ?? ''}
      value={text}
      error={fault ?? error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}
