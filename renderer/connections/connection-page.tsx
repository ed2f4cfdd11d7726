import { Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash, IconWriting } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { isConnectionKind } from '../../shared/connections/kinds.ts';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page, Section } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { addressOf, kindTitle, secretsInWords, type Connection } from './connection-words.ts';
import { DeleteConnection } from './delete-connection.tsx';
import { EditConnection } from './edit-connection.tsx';
import { RenameConnection } from './rename-connection.tsx';
import { TestPart } from './test-part.tsx';
import { WhereUsed } from './where-used.tsx';

const back = { to: '/connections', label: 'Connections' };

/** One connection: what it is, whether it works, and who uses it. */
export function ConnectionPage({ name }: { name: string }) {
  const connections = useCall('connections.list', {});
  const connection = connections.data?.items.find((one) => one.name === name);
  if (connections.error !== null && connections.data === undefined)
    return (
      <Page title={name} back={back}>
        <ErrorState
          error={connections.error}
          what="The connection could not be loaded"
          onRetry={() => void connections.refetch()}
        />
      </Page>
    );
  if (connections.data === undefined)
    return (
      <Page title={name} back={back}>
        <BlockSkeleton />
      </Page>
    );
  if (connection === undefined)
    return (
      <Page title={name} back={back}>
        <EmptyState
          title="There is no such connection"
          actions={
            <Button component={Link} to="/connections" variant="filled">
              See all connections
            </Button>
          }
        >
          It was renamed or deleted, perhaps in another window.
        </EmptyState>
      </Page>
    );
  return <Known connection={connection} known={connections.data.items} />;
}

type Open = 'edit' | 'rename' | 'delete' | null;

function Known({ connection, known }: { connection: Connection; known: readonly Connection[] }) {
  const mayChange = useMay('connections');
  const [open, setOpen] = useState<Open>(null);
  const [, go] = useLocation();
  const close = (): void => setOpen(null);
  const { name, kind, settings } = connection;
  const isMail = name === 'mail' && kind === 'smtp';
  return (
    <Page
      title={name}
      back={back}
      lead={`${kindTitle(kind)}${isMail ? ' · also delivers messages about approvals' : ''}`}
      actions={
        mayChange ? (
          <>
            <Button leftSection={<IconPencil size={15} aria-hidden="true" />} onClick={() => setOpen('edit')}>
              Change…
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" color="gray" aria-label={`More for ${name}`} px="xs">
                  <IconDots size={16} aria-hidden="true" />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconWriting size={15} aria-hidden="true" />}
                  onClick={() => setOpen('rename')}
                >
                  Rename…
                </Menu.Item>
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={15} aria-hidden="true" />}
                  onClick={() => setOpen('delete')}
                >
                  Delete…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        ) : undefined
      }
    >
      <Section title="What it is">
        <Facts
          facts={[
            ['Address', <code key="address">{addressOf(connection)}</code>],
            ['Model', settings['model'] ?? null],
            ['User', kind === 'ssh' ? null : (settings['user'] ?? null)],
            ['Sender', settings['from'] ?? null],
            ['Host key', kind === 'ssh' ? <HostKey key="key" hostKey={settings['hostKey']} /> : null],
            ['Kept secret', secretsInWords(connection) ?? 'Nothing: it asks for no password or key'],
            ['Changed', <TimeAgo key="changed" at={connection.updatedAt} />],
          ]}
        />
      </Section>
      <TestPart connection={connection} mayChange={mayChange} />
      <WhereUsed connection={connection} known={known} />
      {open === 'edit' && isConnectionKind(kind) ? (
        <EditConnection connection={connection} kind={kind} onClose={close} />
      ) : null}
      {open === 'rename' ? (
        <RenameConnection
          name={name}
          onClose={close}
          onRenamed={(to) => {
            close();
            go(`/connections/${encodeURIComponent(to)}`, { replace: true });
          }}
        />
      ) : null}
      {open === 'delete' ? (
        <DeleteConnection connection={connection} onClose={close} onDeleted={() => go('/connections')} />
      ) : null}
    </Page>
  );
}

function HostKey({ hostKey }: { hostKey: string | undefined }) {
  return hostKey === undefined ? (
    'Not pinned yet: press Test, compare it and pin it'
  ) : (
    <>
      <code>{hostKey}</code> pinned
    </>
  );
}
