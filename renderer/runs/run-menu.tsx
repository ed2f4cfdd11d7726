import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconGitCompare, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay, useNames } from '../api/names.ts';
import type { Run } from '../run-parts/run-words.ts';
import { CompareDialog } from './compare/compare-dialog.tsx';
import { OpenDraftDialog } from './draft/open-draft-dialog.tsx';

/** What else can be done with a run, whatever its state. */
export function RunMenu({ run }: { run: Run }) {
  const [open, setOpen] = useState<'compare' | 'draft' | null>(null);
  const names = useNames();
  const mayAuthor = useMay('author');
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="More for this run" size={28}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconGitCompare size={15} />} onClick={() => setOpen('compare')}>
            Compare with…
          </Menu.Item>
          {mayAuthor ? (
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setOpen('draft')}>
              Open as a draft…
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {open === 'compare' ? <CompareDialog run={run} onClose={close} /> : null}
      {open === 'draft' ? (
        <OpenDraftDialog run={run} flowName={names.flow(run.flow)} onClose={close} />
      ) : null}
    </>
  );
}
