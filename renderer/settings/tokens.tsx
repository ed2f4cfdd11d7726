import { Button, Group } from '@mantine/core';
import { IconKey, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useNames } from '../api/names.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { confirm } from '../ui/confirm.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { InvitePerson } from './invite-person.tsx';
import { NewToken } from './new-token.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { roleWords } from './role-words.ts';
import classes from './settings.module.css';

type Token = OutputOf<'tokens.list'>['items'][number];

/** Ways in for other people and programs. The token itself is shown once, when it is made. */
export function Tokens() {
  const tokens = useCall('tokens.list', {});
  const [isMaking, setIsMaking] = useState(false);
  const [isInviting, setIsInviting] = useState(false);
  const items = tokens.data?.items;
  return (
    <Section
      title="Tokens"
      actions={
        <Group gap="xs">
          <Button
            leftSection={<IconUserPlus size={15} aria-hidden="true" />}
            onClick={() => setIsInviting(true)}
          >
            Invite a person…
          </Button>
          <Button leftSection={<IconKey size={15} aria-hidden="true" />} onClick={() => setIsMaking(true)}>
            New token…
          </Button>
        </Group>
      }
    >
      <p className={classes.hint}>
        Other people and programs use this host with a token: it says who they are and what they may do. An
        invitation becomes one on their own computer.
      </p>
      {tokens.error !== null && items === undefined ? (
        <ErrorState
          error={tokens.error}
          what="The tokens could not be loaded"
          onRetry={() => void tokens.refetch()}
        />
      ) : items === undefined ? (
        <RowSkeletons rows={2} />
      ) : items.length === 0 ? (
        <p className={classes.quiet}>Nobody has one: only this window and the command line get in.</p>
      ) : (
        <table className={classes.table} aria-label="Tokens">
          <thead>
            <tr>
              {['Name', 'Speaks as', 'May', 'Made', 'Last used'].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </tbody>
        </table>
      )}
      <OpenInvitations />
      {isInviting ? <InvitePerson onClose={() => setIsInviting(false)} /> : null}
      {isMaking ? <NewToken onClose={() => setIsMaking(false)} /> : null}
    </Section>
  );
}

function TokenRow({ token }: { token: Token }) {
  const names = useNames();
  const revoke = useAct('tokens.remove');
  const ask = (): void =>
    confirm({
      title: `Revoke “${token.name}”?`,
      children: 'Whoever has it is refused at once. It cannot be brought back; you can make another one.',
      verb: 'Revoke',
      onConfirm: () =>
        revoke.mutate(
          { id: token.id },
          {
            onSuccess: () => announce(`“${token.name}” is revoked.`),
            onError: (error) => announceError('The token still works.', error),
          },
        ),
    });
  return (
    <tr>
      <td className={classes.strong}>{token.name}</td>
      <td>{names.person(token.person)}</td>
      <td title={roleWords[token.role].may}>{roleWords[token.role].title}</td>
      <td>
        <TimeAgo at={token.createdAt} />
      </td>
      <td>{token.lastUsedAt === null ? 'Never' : <TimeAgo at={token.lastUsedAt} />}</td>
      <td className={classes.end}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={`Revoke ${token.name}`}
          loading={revoke.isPending}
          onClick={ask}
        >
          Revoke
        </Button>
      </td>
    </tr>
  );
}
