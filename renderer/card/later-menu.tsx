import { Button, Menu } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { clockTime } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './card.module.css';
import { laterTimes } from './later-times.ts';

/** Puts the card off. Its deadline stays where it is, so only times before it are offered. */
export function LaterMenu({ card }: { card: Approval }) {
  const now = useNow();
  const defer = useAct('approvals.defer');
  const deadline = card.deadline === null ? null : Date.parse(card.deadline);
  const times = laterTimes(now, deadline);
  if (times.length === 0) return null;
  const putOff = (at: number): void =>
    defer.mutate(
      { id: card.id, until: new Date(at).toISOString(), requestId: newRequestId() },
      {
        onSuccess: () => announce(`Put off until ${clockTime(at, Date.now())}. The time limit stays.`),
        onError: (error) => announceError('It was not put off.', error),
      },
    );
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          data-later
          leftSection={<IconClock size={14} aria-hidden="true" />}
          rightSection={<KeyHint keys="l" />}
        >
          Later
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {times.map(({ label, at }) => (
          <Menu.Item
            key={label}
            onClick={() => putOff(at)}
            rightSection={<span className={classes.laterTime}>{clockTime(at, now)}</span>}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
