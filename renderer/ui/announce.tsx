import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { inThreeParts } from './error-words.ts';

const closeButtonProps = { 'aria-label': 'Close this note' };

/** Says in a corner that something was done; read aloud, gone after a few seconds. */
export function announce(message: string): void {
  notifications.show({
    message,
    color: 'green',
    icon: <IconCheck size={16} />,
    withBorder: true,
    closeButtonProps,
  });
}

/** Says that something could not be done, where there is no better place beside the button. Stays until closed. */
export function announceError(what: string, error: unknown): void {
  const { happened, fix } = inThreeParts(error);
  notifications.show({
    title: what,
    message: [happened, fix].filter((part) => part !== null).join(' '),
    color: 'red',
    icon: <IconAlertTriangle size={16} />,
    withBorder: true,
    autoClose: false,
    closeButtonProps,
  });
}
