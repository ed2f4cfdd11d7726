import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconFocusCentered,
  IconHierarchy2,
  IconKeyboard,
  IconLayoutSidebar,
  IconNote,
  IconZoomIn,
  IconZoomOut,
  type Icon,
} from '@tabler/icons-react';
import { commandNamed } from '../commands/commands.ts';
import { keyCaps } from '../commands/command.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import classes from './canvas-tools.module.css';

const tools: readonly [string, Icon][] = [
  ['palette', IconLayoutSidebar],
  ['note', IconNote],
  ['arrange', IconHierarchy2],
  ['zoom out', IconZoomOut],
  ['zoom in', IconZoomIn],
  ['fit', IconFocusCentered],
  ['keys', IconKeyboard],
];

/** The commands one looks for with the mouse, at the canvas's lower edge. */
export function CanvasTools() {
  const context = useCommandContext();
  return (
    <div className={classes.tools} role="toolbar" aria-label="Canvas tools">
      {tools.map(([name, ToolIcon]) => {
        const command = commandNamed(name);
        if (command === undefined) return null;
        const keys = keyCaps(command.keys[0] ?? '').join(' ');
        return (
          <Tooltip key={name} label={`${command.title} (${keys})`}>
            <ActionIcon size={30} aria-label={command.title} onClick={() => command.run(context)}>
              <ToolIcon size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
