import { arrangeCommands } from './arrange-commands.ts';
import type { Command } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { groupCommands } from './group-commands.ts';
import { runCommands } from './run-commands.ts';
import { stepCommands } from './step-commands.ts';
import { viewCommands } from './view-commands.ts';

/** THE list, in the order the menu shows it. */
export const commands: readonly Command[] = [
  ...stepCommands,
  ...editCommands,
  ...groupCommands,
  ...arrangeCommands,
  ...runCommands,
  ...viewCommands,
];

export const commandNamed = (name: string): Command | undefined => commands.find((one) => one.name === name);
