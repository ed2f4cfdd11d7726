import {
  useCallback,
  useEffect,
  useState,
  type Dispatch,
  type KeyboardEvent,
  type SetStateAction,
} from 'react';
import { labelOf } from '../../../shared/steps/label.ts';
import { kindOf, type KindName } from '../../../shared/steps/index.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { useEditor, useEditorState, type Editor } from '../store/editor-store.ts';
import { FailureFields } from './failure-fields.tsx';
import { landIn } from './land-in.ts';
import { MoreFields } from './more-fields.tsx';
import { OtherProblems } from './other-problems.tsx';
import { PanelGroup } from './panel-group.tsx';
import { stepForms } from './special-forms.ts';
import { StepContext, useChange, useStep } from './step-context.ts';
import classes from './panel.module.css';
import { TextInput } from '@mantine/core';
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
  const [open, setOpen] = useState<Open>({ fails: false, more: false });
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

type Group = 'fails' | 'more';

/** Which group a problem’s field lies in; null for the fields that are always there. */
function groupOf(kind: string, field: string): Group | null {
  const [first = '', key = ''] = field.split('.');
  if (first === 'retry' || first === 'timeout') return 'fails';
  if (['kind', 'visits', 'effect', 'note', 'samples'].includes(first)) return 'more';
  const form = kind in stepForms ? stepForms[kind as KindName] : undefined; // checked by `in`
  return first === 'config' && form?.moreKeys?.includes(key) === true ? 'more' : null;
}

/** The last press that was followed: coming back to a step later takes the keyboard nowhere. */
const landed = new WeakMap<Editor, number>();

type Open = Record<Group, boolean>;
type PanelProps = { name: string; open: Open; setOpen: Dispatch<SetStateAction<Open>> };

function Panel({ name, open, setOpen }: PanelProps) {
  const editor = useEditor();
  const step = useStep();
  const focus = useEditorState((state) => state.focus);
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const kind = kindOf(step.kind);
  const form = step.kind in stepForms ? stepForms[step.kind as KindName] : undefined; // checked by `in`

  const wanted = focus?.node === name ? focus : null;
  useEffect(() => {
    if (wanted === null || panel === null || landed.get(editor) === wanted.serial) return undefined;
    const group = wanted.field === null ? null : groupOf(step.kind, wanted.field);
    if (group !== null) setOpen((now) => (now[group] ? now : { ...now, [group]: true }));
    // After the group has been drawn.
    const frame = requestAnimationFrame(() => {
      landed.set(editor, wanted.serial);
      landIn(panel, wanted.field);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, panel, editor, step.kind, setOpen]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!isRedo && key !== 'z') return;
      // One history for the whole drawing: a field has none of its own.
      event.preventDefault();
      event.stopPropagation();
      if (isRedo) editor.redo();
      else editor.undo();
    },
    [editor],
  );

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
      <div className={classes.body}>
        <StepTitle name={name} />
        <OtherProblems />
        <Main />
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
