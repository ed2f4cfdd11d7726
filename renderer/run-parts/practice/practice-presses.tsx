import { Button } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { useMay } from '../../api/names.ts';
import { newRequestId, useAct } from '../../api/use-call.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import type { Run } from '../run-words.ts';
import { CallbackButtons } from './callback-buttons.tsx';
import { nextJump, type Telling } from './practice-words.ts';
import classes from './practice-bar.module.css';

type Props = { run: Run; drawing: Drawing | undefined; telling: Telling };

/** The presses that take a waiting draft on without a card: the other side's answer, and time. */
export function PracticePresses({ run, drawing, telling }: Props) {
  const mayRun = useMay('run');
  if (!mayRun || run.target !== 'draft' || run.endedAt !== null) return null;
  const calls = run.waitingFor.filter(({ kind }) => kind === 'callback');
  return (
    <>
      {calls.map(({ node, visit }) => (
        <CallbackButtons
          key={`${node}.${visit}`}
          run={run.id}
          node={node}
          visit={visit}
          name={telling.step(node)}
          sample={drawing?.samples?.[node]}
          isOneOfMany={calls.length > 1}
        />
      ))}
      <JumpButton run={run.id} next={nextJump(telling)} />
    </>
  );
}

/** Says where it leads; there is none where nothing waits for a time. */
function JumpButton({ run, next }: { run: string; next: ReturnType<typeof nextJump> }) {
  const jump = useAct('runs.jump');
  if (next === null) return null;
  return (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconPlayerTrackNext size={14} aria-hidden="true" />}
        loading={jump.isPending}
        onClick={() => jump.mutate({ id: run, requestId: newRequestId() })}
      >
        Jump to the next deadline
        <span className={classes.to}>
          : {next.to}, {next.when}
        </span>
      </Button>
      {jump.error === null ? null : <ErrorNote error={jump.error} what="The draft stayed where it is." />}
    </>
  );
}
