import { ActionIcon } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useEditorState } from '../../store/editor-store.ts';
import { useView, useViewState } from '../../store/view-store.ts';
import { InputsEditor } from '../controls/inputs-editor.tsx';
import panelClasses from '../panel.module.css';
import { StepContext } from '../step-context.ts';
import { useLanding } from '../use-landing.ts';
import { useUndoKeys } from '../use-undo-keys.ts';
import { SeenProvider } from '../values/seen-context.tsx';
import { AboutFlow } from './about-flow.tsx';
import classes from './flow.module.css';
import { FlowConnections } from './flow-connections.tsx';
import { KeepRuns } from './keep-runs.tsx';
import { Overlap } from './overlap.tsx';
import { Requesters } from './requesters.tsx';

/** What belongs to the flow as a whole: beside the canvas while it is open and nothing is selected. */
export function FlowPanel() {
  const isOpen = useViewState((state) => state.isFlowOpen);
  const isFree = useEditorState((state) => state.selection.length === 0);
  if (!isOpen || !isFree) return null;
  return (
    <SeenProvider>
      <StepContext value={null}>
        <Panel />
      </StepContext>
    </SeenProvider>
  );
}

const nothingHidden = (): void => undefined;

function Panel() {
  const view = useView();
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  useLanding(panel, null, nothingHidden);
  return (
    <section
      className={panelClasses.panel}
      aria-label="Flow settings"
      ref={setPanel}
      onKeyDownCapture={useUndoKeys()}
    >
      <header className={panelClasses.head}>
        <span className={classes.tile}>
          <IconAdjustmentsHorizontal size={18} stroke={1.8} aria-hidden="true" />
        </span>
        <div className={classes.headWords}>
          <h2 className={classes.title}>Flow settings</h2>
          <span className={panelClasses.summary}>What holds for the flow as a whole.</span>
        </div>
        <ActionIcon
          size={28}
          aria-label="Close flow settings"
          onClick={() => {
            view.setState({ isFlowOpen: false });
            view.camera()?.focus(null);
          }}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      <div className={panelClasses.body}>
        <AboutFlow />
        <Group title="Who starts it, and with what">
          <InputsEditor />
          <Requesters />
        </Group>
        <Group title="Its runs">
          <Overlap />
          <KeepRuns />
        </Group>
        <Group title="Connections it needs">
          <FlowConnections />
        </Group>
      </div>
    </section>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.groupTitle}>{title}</h3>
      {children}
    </section>
  );
}
