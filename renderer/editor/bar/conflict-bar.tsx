import { Button } from '@mantine/core';
import { IconGitFork } from '@tabler/icons-react';
import { useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { diffFlows } from '../../../shared/flow/diff.ts';
import { useClient } from '../../api/api-provider.tsx';
import { announce, announceError } from '../../ui/announce.tsx';
import { useEditorState, type Conflict } from '../store/editor-store.ts';
import type { Saver } from '../store/saver.ts';
import classes from './conflict-bar.module.css';

/** Somebody else saved this flow while this window had edits of its own. Nothing is lost whatever is pressed. */
export function ConflictBar({ id, saver }: { id: string; saver: Saver }) {
  const conflict = useEditorState((state) => state.conflict);
  return conflict === null ? null : <Choices id={id} saver={saver} conflict={conflict} />;
}

function Choices({ id, saver, conflict }: { id: string; saver: Saver; conflict: Conflict }) {
  const client = useClient();
  const drawing = useEditorState((state) => state.drawing);
  const [isBusy, setIsBusy] = useState(false);
  const differences = diffFlows(conflict.drawing, drawing).filter(({ area }) => area !== 'layout');
  const shown = differences.slice(0, 3).map(({ words }) => words);
  const more = differences.length - shown.length;

  async function keepBoth(): Promise<void> {
    setIsBusy(true);
    try {
      const copy = await copyUnderFreeId(saver.mine());
      saver.takeTheirs(conflict);
      announce(`Yours is kept as “${copy}”, beside theirs.`);
    } catch (error) {
      announceError('The copy could not be made. Both are still as they were.', error);
    } finally {
      setIsBusy(false);
    }
  }

  async function copyUnderFreeId(text: string): Promise<string> {
    for (let count = 1; ; count++) {
      const as = count === 1 ? `${id}-mine` : `${id}-mine-${count}`;
      try {
        return (await client('flows.import', { text, as })).id;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict' || count > 20) throw error;
      }
    }
  }

  return (
    <div className={classes.bar} role="alert">
      <IconGitFork size={18} aria-hidden="true" />
      <div className={classes.words}>
        <strong>This flow was changed somewhere else while you were editing it.</strong>{' '}
        {shown.length === 0
          ? 'Only where things stand differs.'
          : `Yours differs from theirs: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}.`}
      </div>
      <Button size="compact-sm" disabled={isBusy} onClick={() => saver.takeTheirs(conflict)}>
        Take theirs
      </Button>
      <Button size="compact-sm" disabled={isBusy} onClick={() => saver.keepMine(conflict)}>
        Keep mine
      </Button>
      <Button size="compact-sm" variant="filled" loading={isBusy} onClick={() => void keepBoth()}>
        Both, mine as a copy
      </Button>
    </div>
  );
}
