import { Button, Group } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useHosts, type KnownHost } from '../api/use-hosts.ts';
import { useAct } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { confirm } from '../ui/confirm.tsx';
import { Section } from '../ui/page.tsx';
import { AddHost } from './add-host.tsx';
import { hostStateWords } from './host-words.ts';
import classes from './hosts.module.css';
import { roleWords } from './role-words.ts';

/** Hosts elsewhere that the desktop app can show, and tells of what waits there. In a browser there are none. */
export function Hosts() {
  const { isDesktop, here, items, unavailable, shownId, show } = useHosts();
  const [isAdding, setIsAdding] = useState(false);
  if (!isDesktop) return null;
  return (
    <Section
      title="Hosts"
      actions={
        unavailable === null ? (
          <Button
            leftSection={<IconServer2 size={15} aria-hidden="true" />}
            onClick={() => setIsAdding(true)}
          >
            Add a host…
          </Button>
        ) : null
      }
    >
      <p className={classes.hint}>
        {unavailable ??
          'Countersign on another machine, in this window: what waits for you there pops up here too. This computer goes on with its own runs.'}
      </p>
      <ul className={classes.hosts}>
        <li className={classes.host}>
          <div className={classes.who}>
            <strong>This computer</strong>
            <span>{here?.name}</span>
          </div>
          <div className={classes.acts}>
            {shownId === null ? <Shown /> : <ShowButton name="this computer" onClick={() => show(null)} />}
          </div>
        </li>
        {items.map((host) => (
          <HostRow
            key={host.id}
            host={host}
            version={here?.version ?? ''}
            isShown={host.id === shownId}
            onShow={() => show(host.id)}
          />
        ))}
      </ul>
      {isAdding ? <AddHost onClose={() => setIsAdding(false)} /> : null}
    </Section>
  );
}

const Shown = () => <span className={classes.shown}>Shown in this window</span>;

function ShowButton({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" aria-label={`Show ${name}`} onClick={onClick}>
      Show
    </Button>
  );
}

type RowProps = { host: KnownHost; version: string; isShown: boolean; onShow: () => void };

function HostRow({ host, version, isShown, onShow }: RowProps) {
  const tryHost = useAct('desktop.tryHost');
  const forget = useAct('desktop.forget');
  const isBroken = host.state === 'lost' || host.state === 'refused';
  const ask = (): void =>
    confirm({
      title: `Forget “${host.name}”?`,
      children:
        'Its token is deleted here, and nothing of it pops up any more. What runs there goes on. To come back you need a token or an invitation.',
      verb: 'Forget',
      onConfirm: () =>
        forget.mutate(
          { id: host.id },
          {
            onSuccess: () => announce(`“${host.name}” is forgotten.`),
            onError: (error) => announceError('The host is still known.', error),
          },
        ),
    });
  return (
    <li className={classes.host}>
      <div className={classes.who}>
        <strong>{host.name}</strong>
        <span>
          as {host.person}, {roleWords[host.role].title.toLowerCase()} · <code>{host.address}</code>
        </span>
        <span data-tone={isBroken ? 'bad' : undefined} role={isBroken ? 'alert' : undefined}>
          {isBroken && host.problem !== null
            ? `${host.problem.message} ${host.problem.fix ?? ''}`
            : hostStateWords(host, version)}
        </span>
        {host.hostKey === null || host.hostKey === '' ? null : (
          <span>
            Its SSH key: <code>{host.hostKey}</code>
          </span>
        )}
      </div>
      <Group gap="xs" className={classes.acts}>
        {isBroken ? (
          <Button
            size="compact-sm"
            aria-label={`Try again: ${host.name}`}
            loading={tryHost.isPending}
            onClick={() => tryHost.mutate({ id: host.id })}
          >
            Try again
          </Button>
        ) : null}
        {isShown ? <Shown /> : <ShowButton name={host.name} onClick={onShow} />}
        {isShown ? null : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Forget ${host.name}`}
            onClick={ask}
          >
            Forget
          </Button>
        )}
      </Group>
    </li>
  );
}
