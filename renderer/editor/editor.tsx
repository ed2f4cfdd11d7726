import { ReactFlowProvider } from '@xyflow/react';
import { lazy, Suspense, useMemo, useState, type KeyboardEvent } from 'react';
import { ConflictBar } from './bar/conflict-bar.tsx';
import { EditorBar } from './bar/editor-bar.tsx';
import { KeysHelp } from './bar/keys-help.tsx';
import { CanvasTools } from './canvas/canvas-tools.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { Said } from './canvas/said.tsx';
import { CommandsContext, useKeys } from './commands/use-commands.ts';
import type { CommandContext } from './commands/command.ts';
import { useEditorInPalette } from './commands/use-in-palette.ts';
import classes from './editor.module.css';
import { LeadsDialog } from './palette/leads-dialog.tsx';
import { StepChooser } from './palette/step-chooser.tsx';
import { StepPalette } from './palette/step-palette.tsx';
import { TemplateDialog } from './palette/template-dialog.tsx';
import { FlowPanel } from './panel/flow/flow-panel.tsx';
import { StepPanel } from './panel/step-panel.tsx';
import { RunStrip } from './run/run-strip.tsx';
import { ProblemsPanel } from './problems/problems-panel.tsx';
import { EditorContext } from './store/editor-store.ts';
import type { Flow, Session } from './store/session.ts';
import { useRunHandover } from './use-run-handover.ts';
import { useStepInAddress } from './use-step-in-address.ts';
import { createView, useViewState, ViewContext } from './store/view-store.ts';

// Cards bring viewers that drawing needs none of.
const DecideSheet = lazy(async () => ({ default: (await import('./run/decide-sheet.tsx')).DecideSheet }));

/** Palette, canvas and panel around one drawing. */
export function Editor({ session, flow }: { session: Session; flow: Flow }) {
  const [view] = useState(createView);
  const context = useMemo(
    () => ({ editor: session.editor, view, saveNow: session.saver.flush }),
    [session, view],
  );
  return (
    <EditorContext value={session.editor}>
      <ViewContext value={view}>
        <CommandsContext value={context}>
          <ReactFlowProvider>
            <Screen context={context} session={session} flow={flow} />
          </ReactFlowProvider>
        </CommandsContext>
      </ViewContext>
    </EditorContext>
  );
}

type ScreenProps = { context: CommandContext; session: Session; flow: Flow };

function Screen({ context, session, flow }: ScreenProps) {
  useKeys(context);
  useEditorInPalette();
  const leaveByEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    context.view.camera()?.focus(session.editor.getState().selection[0] ?? null);
  };
  const isPaletteOpen = useViewState((state) => state.isPaletteOpen);
  const isDeciding = useViewState((state) => state.isDeciding);
  useStepInAddress(context);
  useRunHandover(context);
  return (
    <div className={classes.editor}>
      <EditorBar flow={flow} saveNow={session.saver.flush} />
      <ConflictBar id={flow.id} saver={session.saver} />
      <div className={classes.middle}>
        {isPaletteOpen ? <StepPalette /> : null}
        <div className={classes.drawing}>
          <div className={classes.canvas}>
            <Canvas />
            <CanvasTools />
            <Said />
          </div>
          <RunStrip flow={flow.id} hash={flow.hash} />
          <ProblemsPanel />
        </div>
        {isDeciding ? (
          <div className={classes.side} data-wide>
            <Suspense fallback={null}>
              <DecideSheet />
            </Suspense>
          </div>
        ) : (
          <div className={classes.side} onKeyDown={leaveByEscape}>
            <StepPanel />
            <FlowPanel />
          </div>
        )}
      </div>
      <StepChooser />
      <LeadsDialog />
      <TemplateDialog />
      <KeysHelp />
    </div>
  );
}
