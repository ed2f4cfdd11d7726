import {
  IconBook2,
  IconInbox,
  IconListDetails,
  IconPlugConnected,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLiveState } from '../api/api-provider.tsx';
import { useCall } from '../api/use-call.ts';
import { openPalette } from '../ui/palette.tsx';
import { Rail, type RailItem } from '../ui/rail.tsx';
import { ShellFrame } from '../ui/shell-frame.tsx';
import { FindAnything } from './find-anything.tsx';
import { HostSwitch } from './host-switch.tsx';
import { useFirstStart } from './use-first-start.ts';

/** The frame around every screen. The first start stands alone: in an empty home there is nowhere to go yet. */
export function Shell({ children }: { children: ReactNode }) {
  const live = useLiveState();
  const items = useRailItems();
  const isFirstStart = useFirstStart();
  return (
    <ShellFrame
      line={live === 'lost' ? 'Reconnecting…' : null}
      rail={
        isFirstStart !== false ? null : <Rail onSearch={openPalette} items={items} place={<HostSwitch />} />
      }
    >
      {children}
      <FindAnything />
    </ShellFrame>
  );
}

function useRailItems(): RailItem[] {
  const cards = useCall('inbox.list', {}).data;
  const unknowns = useCall('runs.list', { unknown: true, limit: 100 }).data;
  // Draft cards are practice: they never count.
  const count =
    (cards?.items.filter(({ draft, mine }) => mine && !draft).length ?? 0) + (unknowns?.items.length ?? 0);
  return [
    { to: '/inbox', label: 'Inbox', icon: IconInbox, count, countLabel: 'waiting for you' },
    { to: '/flows', label: 'Flows', icon: IconRoute },
    { to: '/runs', label: 'Runs', icon: IconListDetails },
    { to: '/connections', label: 'Connections', icon: IconPlugConnected },
    { to: '/audit', label: 'Audit', icon: IconBook2 },
    { to: '/settings', label: 'Settings', icon: IconSettings },
  ];
}
