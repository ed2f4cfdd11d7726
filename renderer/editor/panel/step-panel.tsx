import { useCallback, useState, type Dispatch, type SetStateAction } from 'react';
import { labelOf } from '../../../shared/steps/label.ts';
import { kindOf, type KindName } from '../../../shared/steps/index.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { StepInRun } from '../run/step-in-run.tsx';
import { useEditorState } from '../store/editor-store.ts';
import { FailureFields } from './failure-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { OtherProblems } from './other-problems.tsx';
import { PanelGroup } from './panel-group.tsx';
import { stepForms } from './special-forms.ts';
import { StepContext, useChange, useStep } from './step-context.ts';
import { TestGroup } from './test-step/test-group.tsx';
import classes from './panel.module.css';
import { TextInput } from '@mantine/core';
import { useLanding } from './use-landing.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { SeenProvider } from './values/seen-context.tsx';

/** The form of the one selected step; nothing while none or several are selected. */
export function StepPanel() {
  const name = useEditorState((state) => {
    const [only, ...others] = state.selection;
    return only !== undefined && others.length === 0 && Object.hasOwn(state.drawing.nodes, only)
      ? only
      : null;
  });
  // Kept from step to step: who looks at limits looks at those of the next step too.
  const [open, setOpen] = useState<Open>({ test: false, fails: false, more: false });
  if (name === null) return null;
  return (
    <SeenProvider>
      <StepContext value={name}>
        {/* A field never becomes another step’s field. */}
        <Panel key={name} name={name} open={open} setOpen={setOpen} />
      </StepContext>
    </SeenProvider>
  );
}

type Group = 'test' | 'fails' | 'more';

/** Which group a problem’s field lies in; null for the fields that are always there. */
function groupOf(kind: string, field: string): Group | null {
  const [first = '', key = ''] = field.split('.');
  if (first === 'retry' || first === 'timeout') return 'fails';
  if (first === 'samples') return 'test';
  if (['kind', 'visits', 'effect', 'note'].includes(first)) return 'more';
  const form = kind in stepForms ? stepForms[kind as KindName] : undefined; // checked by `in`
  return first === 'config' && form?.moreKeys?.includes(key) === true ? 'more' : null;
}

type Open = Record<Group, boolean>;
type PanelProps = { name: string; open: Open; setOpen: Dispatch<SetStateAction<Open>> };

function Panel({ name, open, setOpen }: PanelProps) {
  const step = useStep();
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const kind = kindOf(step.kind);
  const form = step.kind in stepForms ? stepForms[step.kind as KindName] : undefined; // checked by `in`
  const reveal = useCallback(
    (field: string) => {
      const group = groupOf(step.kind, field);
      if (group !== null) setOpen((now) => (now[group] ? now : { ...now, [group]: true }));
    },
    [step.kind, setOpen],
  );
  useLanding(panel, name, reveal);
  const onKeyDown = useUndoKeys();

  if (form === undefined || kind === undefined) return <Unknown kind={step.kind} />;
  const { main: Main, more: More } = form;
  return (
    <section className={classes.panel} aria-label="Step" ref={setPanel} onKeyDownCapture={onKeyDown}>
      <header className={classes.head}>
        <KindTile kind={step.kind} size={32} />
        <div className={classes.headWords}>
          <span className={classes.kind}>{kind.title}</span>
          <span className={classes.summary}>{kind.summary}</span>
        </div>
      </header>
      <StepInRun />
      <div className={classes.body}>
        <StepTitle name={name} />
        <OtherProblems />
        <Main />
        <PanelGroup title="Test this step" isOpen={open.test} onToggle={(test) => setOpen({ ...open, test })}>
          <TestGroup />
        </PanelGroup>
        {kind.canFail ? (
          <PanelGroup
            title="If it fails"
            isOpen={open.fails}
            onToggle={(fails) => setOpen({ ...open, fails })}
          >
            <FailureFields />
          </PanelGroup>
        ) : null}
        <PanelGroup title="More" isOpen={open.more} onToggle={(more) => setOpen({ ...open, more })}>
          {More === undefined ? null : <More />}
          <MoreFields />
        </PanelGroup>
      </div>
    </section>
  );
}

function StepTitle({ name }: { name: string }) {
  const step = useStep();
  const change = useChange();
  return (
    <TextInput
      data-field="name"
      label="Name"
      placeholder={labelOf(name)}
      value={step.name ?? ''}
      onChange={(event) =>
        change.node({ name: event.currentTarget.value === '' ? undefined : event.currentTarget.value }, true)
      }
    />
  );
}

function Unknown({ kind }: { kind: string }) {
  return (
    <section className={classes.panel} aria-label="Step">
      <div className={classes.body}>
        <p className={classes.summary}>
          This version does not know steps of kind “{kind}”. The step stays as it is; it can be moved, copied
          and removed.
        </p>
      </div>
    </section>
  );
}
