import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconAlertCircle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconTag,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useMay } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import type { FlowBrief } from '../../flow-actions/flow-brief.ts';
import { FlowMenu } from '../../flow-actions/flow-menu.tsx';
import { RunDialog } from '../../flow-actions/run-dialog.tsx';
import { DifferenceDialog } from '../../release/difference-dialog.tsx';
import { ReleaseDialog } from '../../release/release-dialog.tsx';
import { RunButton } from '../../flow-actions/run-button.tsx';
import { commandNamed } from '../commands/commands.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import type { Flow } from '../store/session.ts';
import { useView, useViewState } from '../store/view-store.ts';
import { CommandMenu } from './command-menu.tsx';
import classes from './editor-bar.module.css';
import { FlowName } from './flow-name.tsx';
import { SavingState } from './saving-state.tsx';

/** The top of the editor: the flow, whether it is saved, what is wrong, what changed, and what can be done with it. */
export function EditorBar({ flow, saveNow }: { flow: Flow; saveNow: () => void }) {
  const name = useEditorState((state) => state.drawing.name ?? state.drawing.id);
  const errors = useEditorState(
    (state) => state.problems.filter(({ severity }) => severity === 'error').length,
  );
  const brief: FlowBrief = { id: flow.id, name, live: flow.live, latest: flow.latest, errors };
  return (
    <header className={classes.bar}>
      <Link to={`/flows/${flow.id}`} className={classes.back} aria-label="Back to the flow's page">
        <IconChevronLeft size={16} aria-hidden="true" />
      </Link>
      <FlowName id={flow.id} />
      <FlowSettings />
      <SavingState />
      <span className={classes.space} />
      <History />
      <CommandMenu />
      <Problems errors={errors} />
      <Changes flow={brief} />
      {/* What is run or released is the draft that the host has: it gets the last edit first. */}
      <span className={classes.actions} onPointerDownCapture={saveNow} onKeyDownCapture={saveNow}>
        <Run flow={brief} />
        <Release flow={brief} />
        <FlowMenu flow={brief} />
      </span>
    </header>
  );
}

function FlowSettings() {
  const context = useCommandContext();
  const isOpen = useViewState((state) => state.isFlowOpen);
  const isShown = useEditorState((state) => state.selection.length === 0) && isOpen;
  const command = commandNamed('flow settings');
  return (
    <Tooltip label="Flow settings (G)">
      <ActionIcon
        size={28}
        aria-label="Flow settings"
        aria-expanded={isShown}
        onClick={() => command?.run(context)}
      >
        <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function History() {
  const context = useCommandContext();
  const editor = useEditor();
  const past = useEditorState((state) => state.past);
  const future = useEditorState((state) => state.future);
  // Read again whenever the counts change; the titles belong to the step that would be undone.
  const step = (name: 'undo' | 'redo', title: string | null) => {
    const command = commandNamed(name);
    const label = title === null ? (command?.title ?? name) : `${command?.title ?? name}: ${title}`;
    return (
      <Tooltip label={label}>
        <ActionIcon
          size={28}
          aria-label={command?.title ?? name}
          aria-disabled={title === null}
          className={classes.step}
          onClick={() => {
            if (title !== null) command?.run(context);
          }}
        >
          {name === 'undo' ? <IconArrowBackUp size={16} /> : <IconArrowForwardUp size={16} />}
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <span className={classes.group} data-past={past} data-future={future}>
      {step('undo', past === 0 ? null : context.editor.nextUndo())}
      {step('redo', future === 0 ? null : context.editor.nextRedo())}
      <span className="visually-hidden">{editor.getState().past} steps can be undone</span>
    </span>
  );
}

function Problems({ errors }: { errors: number }) {
  const view = useView();
  const isOpen = useViewState((state) => state.isProblemsOpen);
  const count = useEditorState((state) => state.problems.length);
  const words =
    errors > 0
      ? errors === 1
        ? '1 problem'
        : `${errors} problems`
      : count === 0
        ? 'No problems'
        : count === 1
          ? '1 warning'
          : `${count} warnings`;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      color={errors > 0 ? 'red' : count > 0 ? 'yellow' : 'gray'}
      leftSection={count === 0 ? null : <IconAlertCircle size={15} aria-hidden="true" />}
      aria-expanded={isOpen}
      onClick={() => view.setState({ isProblemsOpen: !isOpen })}
    >
      {words}
    </Button>
  );
}

/** “3 changes since live v4”; nothing before the first release. */
function Changes({ flow }: { flow: FlowBrief }) {
  const [isOpen, setIsOpen] = useState(false);
  const from = flow.live ?? flow.latest;
  const diff = useCall(
    'flows.diff',
    { id: flow.id, ...(from === null ? {} : { from }), to: 'draft' },
    { enabled: from !== null, keepPrevious: true },
  );
  if (from === null) return <span className={classes.since}>Never released</span>;
  if (diff.data === undefined) return null;
  const count = diff.data.items.filter(({ area }) => area !== 'layout').length;
  const version = flow.live === null ? `v${from}` : `live v${from}`;
  const what = count === 0 ? 'No changes' : count === 1 ? '1 change' : `${count} changes`;
  const words = `${what} since ${version}`;
  if (count === 0) return <span className={classes.since}>{words}</span>;
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setIsOpen(true)}>
        {words}
      </Button>
      {isOpen ? (
        <DifferenceDialog flow={flow} from={from} title={words} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

/** A run of the draft is watched on the canvas; a live one on its own page. */
function Run({ flow }: { flow: FlowBrief }) {
  const view = useView();
  const editor = useEditor();
  const mayRun = useMay('run');
  const isOpen = useViewState((state) => state.isRunOpen);
  const show = (run: string): void => view.setState({ run, isDeciding: false, isRunOpen: false });
  const open = (node: string): void => {
    view.setState({ isRunOpen: false });
    editor.focusStep(node);
  };
  return (
    <>
      <RunButton flow={flow} onDraftStarted={show} onOpenStep={open} />
      {isOpen && mayRun ? (
        <RunDialog
          flow={flow}
          target="draft"
          onClose={() => view.setState({ isRunOpen: false })}
          onStarted={show}
          onOpenStep={open}
        />
      ) : null}
    </>
  );
}

function Release({ flow }: { flow: FlowBrief }) {
  const [isOpen, setIsOpen] = useState(false);
  const mayRelease = useMay('release');
  if (!mayRelease) return null;
  return (
    <>
      <Button
        leftSection={<IconTag size={15} aria-hidden="true" />}
        disabled={flow.errors > 0}
        {...(flow.errors > 0 ? { title: 'Mend the problems of the draft first' } : {})}
        onClick={() => setIsOpen(true)}
      >
        Release…
      </Button>
      {isOpen ? <ReleaseDialog flow={flow} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
