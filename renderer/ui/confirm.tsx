import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

type Question = {
  title: string;
  children: ReactNode;
  /** The verb on the button. */ verb: string;
  onConfirm: () => void;
  isHarmful?: boolean;
};

/** Asks before something that cannot be taken back. */
export function confirm({ title, children, verb, onConfirm, isHarmful = true }: Question): void {
  modals.openConfirmModal({
    title,
    children,
    labels: { confirm: verb, cancel: 'Keep it as it is' },
    confirmProps: { variant: 'filled', color: isHarmful ? 'red' : 'indigo' },
    onConfirm,
  });
}
