import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import { keyCaps, type CommandGroup } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { useEditorState } from '../store/editor-store.ts';

const groups: readonly CommandGroup[] = ['Steps', 'Edit', 'Arrange', 'Run', 'View'];

/** Every command with its keys. */
export function CommandMenu() {
  const context = useCommandContext();
  // What can be done follows from what is selected.
  useEditorState((state) => state.selection);
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          Edit
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah="70vh">
          {groups.map((group) => (
            <Fragment key={group}>
              <Menu.Label>{group}</Menu.Label>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <Menu.Item
                    key={command.name}
                    disabled={!command.canRun(context)}
                    rightSection={
                      command.keys[0] === undefined ? null : <KeyHint keys={keyCaps(command.keys[0])} />
                    }
                    onClick={() => command.run(context)}
                  >
                    {command.title}
                  </Menu.Item>
                ))}
            </Fragment>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
