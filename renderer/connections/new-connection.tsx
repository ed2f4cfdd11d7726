import { Button, Menu } from '@mantine/core';
import {
  IconBrain,
  IconChevronDown,
  IconMail,
  IconPlus,
  IconServer,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  connectionKinds,
  isConnectionKind,
  type UsableConnectionKind,
} from '../../shared/connections/kinds.ts';
import { ConnectionDialog } from '../flow-actions/connection-dialog.tsx';

export const kindIcons: Record<UsableConnectionKind, Icon> = {
  http: IconWorld,
  llm: IconBrain,
  ssh: IconServer,
  smtp: IconMail,
};

/** Chooses the kind, then asks for what it needs. */
export function NewConnection() {
  const [kind, setKind] = useState<UsableConnectionKind | null>(null);
  const [, go] = useLocation();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="filled"
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          >
            New connection
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.keys(connectionKinds)
            .filter(isConnectionKind)
            .map((one) => {
              const KindIcon = kindIcons[one];
              return (
                <Menu.Item
                  key={one}
                  leftSection={<KindIcon size={16} stroke={1.7} aria-hidden="true" />}
                  onClick={() => setKind(one)}
                >
                  {connectionKinds[one].title}
                </Menu.Item>
              );
            })}
        </Menu.Dropdown>
      </Menu>
      {kind === null ? null : (
        <ConnectionDialog
          kind={kind}
          purpose="have"
          onClose={() => setKind(null)}
          onMade={(name) => go(`/connections/${encodeURIComponent(name)}`)}
        />
      )}
    </>
  );
}
