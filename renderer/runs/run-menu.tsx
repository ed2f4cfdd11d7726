import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import type { Run } from '../run-parts/run-words.ts';
import { CompareDialog } from './compare/compare-dialog.tsx';

/** What else can be done with a run, whatever its state. */
export function RunMenu({ run }: { run: Run }) {
  const [open, setOpen] = useState<'compare' | null>(null);
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
        </Menu.Dropdown>
      </Menu>
      {open === 'compare' ? <CompareDialog run={run} onClose={close} /> : null}
    </>
  );
}
