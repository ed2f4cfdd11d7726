import { selectedSteps } from './edits.ts';
import type { CommandContext } from './command.ts';

/** When a command makes sense. */
export const always = (): boolean => true;
export const hasSelection = ({ editor }: CommandContext): boolean => editor.getState().selection.length > 0;
export const hasOne = (context: CommandContext): boolean => selectedSteps(context).length === 1;
export const hasSeveral = (context: CommandContext): boolean => selectedSteps(context).length > 1;
