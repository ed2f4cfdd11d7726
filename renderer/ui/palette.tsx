import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { usePaletteGroups } from './palette-groups.ts';
import classes from './palette.module.css';

/** Ctrl/Cmd-K: one field that finds what exists and what can be done. */
export function Palette({
  groups,
  onQuery,
}: {
  groups: SpotlightActionGroupData[];
  onQuery: (query: string) => void;
}) {
  const [query, setQuery] = useState('');
  const added = usePaletteGroups();
  // Mantine marks the first entry when the words change; what the host finds comes later and takes the mark with the
  // entry it replaces. Enter means the first all the same.
  useEffect(() => {
    if (query.trim() === '') return undefined;
    const frame = requestAnimationFrame(() => {
      if (document.querySelector('[data-action][data-selected]') === null)
        document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    });
    return () => cancelAnimationFrame(frame);
  });
  const change = (text: string): void => {
    setQuery(text);
    onQuery(text);
  };
  return (
    <Spotlight
      actions={[...added, ...groups]}
      query={query}
      onQueryChange={change}
      shortcut={['mod + K']}
      highlightQuery
      limit={40}
      scrollable
      maxHeight={420}
      nothingFound="Nothing with these words. Try a name, or a part of it."
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: 'Find flows, runs, approvals, actions',
        'aria-label': 'Find anything',
      }}
      classNames={{
        actionsGroup: classes.group ?? '',
        action: classes.action ?? '',
        header: classes.header ?? '',
        actionDescription: classes.description ?? '',
      }}
      title="Command palette"
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 80 }}
    />
  );
}

export const openPalette = (): void => spotlight.open();
