import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { aheadInWords } from '../../../shared/run/jump-words.ts';
import { useMay, useNames } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import { startedHere } from '../../flow-actions/started-here.ts';
import { CancelDialog } from '../../run-parts/cancel-dialog.tsx';
import { PracticePresses } from '../../run-parts/practice/practice-presses.tsx';
import { standing, type Run } from '../../run-parts/run-words.ts';
import { stepName } from '../../steps/step-words.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { StatusBadge, Tag } from '../../ui/status-badge.tsx';
import { ClockAhead, useNow } from '../../ui/use-now.ts';
import { commandNamed } from '../commands/commands.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './run-strip.module.css';
import { useAsked } from './use-asked.ts';

type Props = {
  flow: string;
  /** Of the draft as it is now; null while it has problems. */
  hash: string | null;
};

/** Under the canvas: the run that is lit on it, or that one of this window still waits. */
export function RunStrip({ flow, hash }: Props) {
  const view = useView();
  const shown = useViewState((state) => state.run);
  const [waiting, setWaiting] = useState(() => startedHere(flow));
  const close = (): void => {
    setWaiting(null);
    view.setState({ run: null, isDeciding: false });
    view.camera()?.focus(null);
  };
  if (shown !== null) return <Shown key={shown} id={shown} hash={hash} onClose={close} />;
  return waiting === null ? null : (
    <Offer run={waiting} onShow={() => view.setState({ run: waiting })} onClose={close} />
  );
}

function Offer({ run: id, onShow, onClose }: { run: string; onShow: () => void; onClose: () => void }) {
  const run = useCall('runs.get', { id }).data;
  if (run === undefined || run.endedAt !== null) return null;
  return (
    <Strip onClose={onClose} closing="Leave it waiting">
      <StatusBadge status={run.status} />
      <span className={classes.words} role="status">
        {run.status === 'waiting' ? 'A practice run is waiting.' : 'A practice run is under way.'}
      </span>
      <Button size="compact-sm" variant="filled" onClick={onShow}>
        Show it
      </Button>
    </Strip>
  );
}

type ShownProps = Pick<Props, 'hash'> & { onClose: () => void };

function Shown({ id, hash, onClose }: ShownProps & { id: string }) {
  const run = useCall('runs.get', { id });
  if (run.data !== undefined) {
    return (
      <ClockAhead value={run.data.clockAheadMs}>
        <OneRun run={run.data} hash={hash} onClose={onClose} />
      </ClockAhead>
    );
  }
  return (
    <Strip onClose={onClose} closing="Close">
      {run.error === null ? (
        <span className={classes.words} role="status">
          The run begins.
        </span>
      ) : (
        <ErrorNote error={run.error} what="The run cannot be shown." />
      )}
    </Strip>
  );
}

function OneRun({ run, hash, onClose }: ShownProps & { run: Run }) {
  const view = useView();
  const context = useCommandContext();
  const names = useNames();
  const now = useNow();
  const mayRun = useMay('run');
  const drawing = useEditorState((state) => state.drawing);
  const cards = useCall('approvals.list', { run: run.id, limit: 500 }).data?.items ?? [];
  const asked = useAsked(run);
  const isDeciding = useViewState((state) => state.isDeciding);
  const [isCancelling, setIsCancelling] = useState(false);
  useAskingInSight(run);
  const step = (node: string): string => stepName(drawing, node);
  const telling = { run, cards, names, step, now };
  // Whether it can run again follows from them.
  useEditorState((state) => state.problems);
  const again = commandNamed('run draft');
  const isOther = run.version === null && hash !== run.hash;
  const isAsked = asked.cards.length + asked.doubts.length > 0;

  return (
    <Strip onClose={onClose} closing="Stop showing this run">
      <StatusBadge status={run.status} />
      {run.steps.some(({ practice }) => practice) ? <Tag>Practice</Tag> : null}
      <span className={classes.words} role="status">
        {standing(telling)}
        {run.clockAheadMs === 0 ? null : ` Its clock is ${aheadInWords(run.clockAheadMs)} ahead.`}
        {isOther ? (
          <em className={classes.changed}> The drawing has changed since this run started.</em>
        ) : null}
      </span>
      <span className={classes.actions}>
        {isAsked ? (
          <Button
            size="compact-sm"
            variant="filled"
            aria-expanded={isDeciding}
            onClick={() => view.setState({ isDeciding: !isDeciding })}
            data-decide
          >
            {asked.cards.length > 0 ? 'Decide…' : 'Say what happened…'}
          </Button>
        ) : null}
        <PracticePresses run={run} drawing={drawing} telling={telling} />
        <Button size="compact-sm" variant="subtle" component={Link} to={`/runs/${run.id}`}>
          Open the run
        </Button>
        {!mayRun ? null : run.endedAt === null ? (
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => setIsCancelling(true)}>
            Cancel the run…
          </Button>
        ) : (
          <Button
            size="compact-sm"
            disabled={again === undefined || !again.canRun(context)}
            onClick={() => again?.run(context)}
          >
            Run again…
          </Button>
        )}
      </span>
      {isCancelling && run.endedAt === null ? (
        <CancelDialog run={run} onClose={() => setIsCancelling(false)} />
      ) : null}
    </Strip>
  );
}

/** The step that needs a person comes into sight once, unless somebody works in another one's form. */
function useAskingInSight(run: Run): void {
  const view = useView();
  const editor = useEditor();
  const node = run.waitingFor.find(({ kind }) => kind === 'approval' || kind === 'unknown')?.node;
  useEffect(() => {
    if (node === undefined || editor.getState().selection.length > 0) return undefined;
    const frame = requestAnimationFrame(() => view.camera()?.reveal(node));
    return () => cancelAnimationFrame(frame);
  }, [node, editor, view]);
}

function Strip({
  onClose,
  closing,
  children,
}: {
  onClose: () => void;
  closing: string;
  children: ReactNode;
}) {
  return (
    <section className={classes.strip} aria-label="Run on the canvas">
      {children}
      <Tooltip label={closing}>
        <ActionIcon size={26} aria-label={closing} className={classes.close} onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}
