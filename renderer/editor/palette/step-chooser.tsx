import { FocusTrap, SegmentedControl } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { waysOf } from '../../canvas/face.ts';
import { addStep } from '../commands/edits.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { stepName } from '../../steps/step-words.ts';
import { useEditorState } from '../store/editor-store.ts';
import { useView, useViewState, type Chooser } from '../store/view-store.ts';
import { KindList } from './kind-list.tsx';
import classes from './step-chooser.module.css';

const size = { width: 300, height: 420 };

/** What to put here: opened by a way out's dot, a wire dropped on the empty canvas, or `n`. */
export function StepChooser() {
  const chooser = useViewState((state) => state.chooser);
  return chooser === null ? null : <OpenChooser chooser={chooser} />;
}

function OpenChooser({ chooser }: { chooser: Chooser }) {
  const { screen, at, after } = chooser;
  const context = useCommandContext();
  const view = useView();
  const drawing = useEditorState((state) => state.drawing);
  const close = (): void => {
    view.setState({ chooser: null });
    view.camera()?.focus(after?.from ?? null);
  };
  const place = useClickOutside<HTMLDivElement>(() => view.setState({ chooser: null }));
  const source = after === null ? undefined : drawing.nodes[after.from];
  const ways = source === undefined ? [] : waysOf(source, after?.port ?? '');
  const title = after === null ? 'Add a step' : `After “${stepName(drawing, after.from)}”`;

  return (
    <FocusTrap active>
      <div
        ref={place}
        className={classes.chooser}
        role="dialog"
        aria-label={title}
        style={{
          ...size,
          left: Math.max(8, Math.min(screen.x, window.innerWidth - size.width - 8)),
          top: Math.max(8, Math.min(screen.y, window.innerHeight - size.height - 8)),
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
        }}
      >
        <div className={classes.title}>{title}</div>
        {after === null || at !== null || ways.length < 2 ? null : (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="By which way"
            value={after.port}
            data={ways.map(({ port, words }) => ({ value: port, label: words }))}
            onChange={(port) => view.setState({ chooser: { ...chooser, after: { ...after, port } } })}
          />
        )}
        <KindList
          label={title}
          canBegin={after === null}
          hasFocus
          onChoose={(kind) => {
            view.setState({ chooser: null });
            addStep(context, kind, { at, after });
          }}
        />
      </div>
    </FocusTrap>
  );
}
