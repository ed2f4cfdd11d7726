import { Button } from '@mantine/core';
import { useNames } from '../api/names.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { roleWords } from './role-words.ts';
import classes from './settings.module.css';

/** Invitations that nobody has used yet. */
export function OpenInvitations() {
  const items = useCall('invitations.list', {}).data?.items ?? [];
  const names = useNames();
  const remove = useAct('invitations.remove');
  if (items.length === 0) return null;
  return (
    <ul className={classes.waiting} aria-label="Invitations that were not used yet">
      {items.map(({ id, person, role, expiresAt }) => (
        <li key={id}>
          <span>
            <strong className={classes.strong}>{names.person(person)}</strong> is invited as{' '}
            {roleWords[role].title.toLowerCase()}; the invitation ends <TimeAgo at={expiresAt} />
          </span>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Take the invitation of ${names.person(person)} back`}
            onClick={() =>
              remove.mutate(
                { id },
                {
                  onSuccess: () => announce('The invitation no longer works.'),
                  onError: (error) => announceError('The invitation still stands.', error),
                },
              )
            }
          >
            Take back
          </Button>
        </li>
      ))}
    </ul>
  );
}
