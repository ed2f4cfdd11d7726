import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconDeviceDesktop, IconPlugX, IconServer2 } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useHosts, type KnownHost } from '../api/use-hosts.ts';
import { namePlace } from '../ui/window-title.ts';
import classes from './host-switch.module.css';

/** Which host the window shows, never to be mistaken for this computer, and the way to the others. */
export function HostSwitch() {
  const { isDesktop, items, shown, shownId, show } = useHosts();
  const [, navigate] = useLocation();
  const name = shown?.name ?? (shownId === null ? null : 'a forgotten host');
  useEffect(() => {
    if (name !== null) namePlace(`Countersign on ${name}`);
  }, [name]);
  if (!isDesktop || (items.length === 0 && shownId === null)) return null;
  const Icon = shownId === null ? IconDeviceDesktop : IconServer2;
  const label = name === null ? 'This computer' : `On ${name}`;
  return (
    <Menu position="bottom-start" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes.switch}
          data-elsewhere={shownId === null ? undefined : true}
          aria-label={`${label}: choose a host`}
          title={label}
        >
          <Icon size={17} stroke={1.8} aria-hidden="true" />
          <span className={classes.name}>{label}</span>
          <IconChevronDown size={14} aria-hidden="true" className={classes.arrow} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The window shows</Menu.Label>
        <Choice
          label="This computer"
          note={null}
          isShown={shownId === null}
          icon={<IconDeviceDesktop size={16} />}
          onClick={() => show(null)}
        />
        {items.map((host) => (
          <Choice
            key={host.id}
            label={host.name}
            note={noteOf(host)}
            isShown={host.id === shownId}
            icon={isBroken(host) ? <IconPlugX size={16} /> : <IconServer2 size={16} />}
            onClick={() => show(host.id)}
          />
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => navigate('/settings')}>All hosts…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const isBroken = ({ state }: KnownHost): boolean => state === 'lost' || state === 'refused';

function noteOf(host: KnownHost): string | null {
  if (isBroken(host)) return 'Not reached';
  return host.waiting === 0 ? null : `${host.waiting} waiting`;
}

type ChoiceProps = {
  label: string;
  note: string | null;
  isShown: boolean;
  icon: ReactNode;
  onClick: () => void;
};

function Choice({ label, note, isShown, icon, onClick }: ChoiceProps) {
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={isShown ? <IconCheck size={15} aria-label="shown now" /> : null}
      onClick={isShown ? undefined : onClick}
    >
      <span className={classes.choice}>
        {label}
        {note === null ? null : <small>{note}</small>}
      </span>
    </Menu.Item>
  );
}
