import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUpload, IconGitFork } from '@tabler/icons-react';
import { inThreeParts } from '../../ui/error-words.ts';
import { useEditorState } from '../store/editor-store.ts';
import classes from './saving-state.module.css';

/** Whether everything is with the host. */
export function SavingState() {
  const saving = useEditorState((state) => state.saving);
  const failure = useEditorState((state) => state.failure);
  if (saving === 'failed') {
    const { happened, fix } = inThreeParts(failure);
    const words = [happened, fix ?? 'It is kept in this window and tried again.'].join(' ');
    return (
      <Tooltip label={words} multiline w={280}>
        <span className={classes.state} data-tone="bad" role="status" tabIndex={0}>
          <IconAlertTriangle size={14} aria-hidden="true" /> Not saved
        </span>
      </Tooltip>
    );
  }
  const [StateIcon, words] =
    saving === 'saved'
      ? [IconCheck, 'Saved']
      : saving === 'saving'
        ? [IconCloudUpload, 'Saving…']
        : [IconGitFork, 'Changed elsewhere'];
  return (
    <span className={classes.state} role="status">
      <StateIcon size={14} aria-hidden="true" /> {words}
    </span>
  );
}
