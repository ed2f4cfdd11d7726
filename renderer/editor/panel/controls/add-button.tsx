import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import classes from './controls.module.css';

const fields = 'input:not([type="checkbox"]), textarea, [contenteditable="true"]';
const allFields = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(fields)];

/** Adds a row. The keyboard is then in its first field with the text selected: one goes on typing. */
export function AddButton({ label, onAdd }: { label: string; onAdd: () => void }) {
  const press = (): void => {
    const known = new Set(allFields());
    onAdd();
    requestAnimationFrame(() => {
      const fresh = allFields().find((field) => !known.has(field));
      fresh?.focus();
      if (fresh instanceof HTMLInputElement) fresh.select();
    });
  };
  return (
    <Button
      className={classes.add ?? ''}
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={press}
    >
      {label}
    </Button>
  );
}
