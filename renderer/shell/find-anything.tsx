import { useMantineColorScheme } from '@mantine/core';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBook2,
  IconFileImport,
  IconInbox,
  IconLayoutGrid,
  IconListDetails,
  IconMoon,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconSun,
  type Icon,
} from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import { useMay, useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { useTemplate } from '../flow-file/use-template.ts';
import { announceError } from '../ui/announce.tsx';
import { Palette } from '../ui/palette.tsx';
import { statusWord } from '../ui/status-words.ts';
import { timeFromNow } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';

/** The inbox itself lists the rest. */
const mostCards = 500;

/** What the palette finds: flows, the newest runs (or those whose text matches), open approvals, places and actions. */
export function FindAnything() {
  const [query, setQuery] = useState('');
  const words = useDeferredValue(query.trim());
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const names = useNames();
  const now = useNow();
  const flows = useCall('flows.list', {}).data?.items ?? [];
  const cards = useCall('inbox.list', {}).data?.items.slice(0, mostCards) ?? [];
  const runs =
    useCall('runs.list', { limit: 20, ...(words.length > 2 ? { q: words } : {}) }, { keepPrevious: true })
      .data?.items ?? [];

  // Only wanted by who looks for something: the window opens without waiting for them.
  const templates = useCall('templates.list', {}, { enabled: words !== '' }).data?.items ?? [];
  const { use } = useTemplate();
  const mayAuthor = useMay('author');

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Waiting for a decision',
      actions: cards.map((card) => ({
        id: `card ${card.id}`,
        label: card.title,
        description: `${names.flow(card.flow)}${card.draft ? ' · draft' : ''}`,
        leftSection: face(IconInbox),
        onClick: () => go(`/inbox/${card.id}`),
      })),
    },
    {
      group: 'Flows',
      actions: flows.map((flow) => ({
        id: `flow ${flow.id}`,
        label: flow.name,
        description: flow.live === null ? 'not live' : `live v${flow.live}`,
        keywords: [flow.id, ...flow.labels],
        leftSection: face(IconRoute),
        onClick: () => go(`/flows/${flow.id}`),
      })),
    },
    {
      group: 'Runs',
      actions: runs.map((run) => ({
        id: `run ${run.id}`,
        label: `${names.flow(run.flow)}, ${statusWord(run.status).toLowerCase()}`,
        description: `${timeFromNow(run.startedAt, now)} · ${run.id}`,
        // The host found these by what is inside them, which the palette cannot see.
        keywords: [run.id, words],
        leftSection: face(IconListDetails),
        onClick: () => go(`/runs/${run.id}`),
      })),
    },
    {
      group: 'Begin with a template',
      actions: (mayAuthor ? templates : []).map((template) => ({
        id: `template ${template.id}`,
        label: template.name,
        description: `template · ${template.outside}`,
        keywords: ['template', 'new flow', template.group],
        leftSection: face(IconLayoutGrid),
        onClick: () =>
          use.mutate({ template }, { onError: (error) => announceError('The flow was not made.', error) }),
      })),
    },
    {
      group: 'Go to',
      actions: [
        ...(mayAuthor ? [place('Import a flow', IconFileImport, () => go('/import'))] : []),
        place('Inbox', IconInbox, () => go('/inbox')),
        place('Flows', IconRoute, () => go('/flows')),
        place('Runs', IconListDetails, () => go('/runs')),
        place('Connections', IconPlugConnected, () => go('/connections')),
        place('Audit', IconBook2, () => go('/audit')),
        place('Settings', IconSettings, () => go('/settings')),
        place('Use light colours', IconSun, () => setColorScheme('light')),
        place('Use dark colours', IconMoon, () => setColorScheme('dark')),
        place('Use the system’s colours', IconMoon, () => setColorScheme('auto')),
      ],
    },
  ];

  return <Palette groups={groups.filter(({ actions }) => actions.length > 0)} onQuery={setQuery} />;
}

const face = (FaceIcon: Icon) => <FaceIcon size={18} stroke={1.6} aria-hidden="true" />;
const place = (label: string, icon: Icon, onClick: () => void) => ({
  id: label,
  label,
  leftSection: face(icon),
  onClick,
});
