import { IconInbox, IconListDetails, IconRoute, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useLiveState } from '../api/api-provider.tsx';
import { useCall } from '../api/use-call.ts';
import { openPalette } from '../ui/palette.tsx';
import { Rail, type RailItem } from '../ui/rail.tsx';
import { ShellFrame } from '../ui/shell-frame.tsx';
import { FindAnything } from './find-anything.tsx';

/** The frame around every screen. The first start stands alone: in an empty home there is nowhere to go yet. */
export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const live = useLiveState();
  const flows = useCall('flows.list', {}).data;
  const items = useRailItems();
  const isFirstStart = path === '/' && (flows === undefined || flows.items.length === 0);
  return (
    <ShellFrame
      line={live === 'lost' ? 'Reconnecting…' : null}
      rail={isFirstStart ? null : <Rail onSearch={openPalette} items={items} />}
    >
      {children}
      <FindAnything />
    </ShellFrame>
  );
}

function useRailItems(): RailItem[] {
  const cards = useCall('approvals.list', { status: 'pending', mine: true, limit: 500 }).data;
  const unknowns = useCall('runs.list', { unknown: true, limit: 100 }).data;
  // Draft cards are practice: they never count.
  const count = (cards?.items.filter(({ draft }) => !draft).length ?? 0) + (unknowns?.items.length ?? 0);
  return [
    { to: '/inbox', label: 'Inbox', icon: IconInbox, count, countLabel: 'waiting for you' },
    { to: '/flows', label: 'Flows', icon: IconRoute },
    { to: '/runs', label: 'Runs', icon: IconListDetails },
    { to: '/settings', label: 'Settings', icon: IconSettings },
  ];
}
