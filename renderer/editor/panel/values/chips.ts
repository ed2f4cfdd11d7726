import { StateEffect, type Extension, type Range } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { drawChip, type ChipFace } from './chip-face.ts';
import { formulasIn, type FormulaPiece } from './pieces.ts';

/** Steps or values are called differently: draw the chips again. */
export const refreshChips = StateEffect.define<string>();

type Options = {
  faceOf: (source: string) => ChipFace;
  onPress: (piece: FormulaPiece, chip: HTMLElement) => void;
};

// CodeMirror asks for a class here.
class ChipWidget extends WidgetType {
  readonly face: ChipFace;
  constructor(face: ChipFace) {
    super();
    this.face = face;
  }
  override eq(other: ChipWidget): boolean {
    return JSON.stringify(this.face) === JSON.stringify(other.face);
  }
  override toDOM(): HTMLElement {
    return drawChip(this.face);
  }
  override ignoreEvent({ type }: Event): boolean {
    // The editor would take the press for the beginning of a selection, and no chip could be dragged.
    return type === 'mousedown';
  }
}

/** Shows every `{{ … }}` of the text as one chip that the cursor steps over and one key deletes. */
export function chips({ faceOf, onPress }: Options): Extension {
  const build = (view: EditorView): DecorationSet => {
    const found = formulasIn(view.state.doc.toString());
    const ranges = found.map(({ from, to, source }): Range<Decoration> =>
      Decoration.replace({ widget: new ChipWidget(faceOf(source.trim())) }).range(from, to),
    );
    return Decoration.set(ranges);
  };
  const plugin = ViewPlugin.define(
    (view) => ({
      decorations: build(view),
      update(update: ViewUpdate) {
        const isStale = update.transactions.some((one) =>
          one.effects.some((effect) => effect.is(refreshChips)),
        );
        if (update.docChanged || isStale) this.decorations = build(update.view);
      },
    }),
    {
      decorations: (value) => value.decorations,
      provide: (self) =>
        EditorView.atomicRanges.of((view) => view.plugin(self)?.decorations ?? Decoration.none),
      eventHandlers: {
        click(event, view) {
          const chip = chipAt(event);
          if (chip === null) return false;
          const at = view.posAtDOM(chip);
          const piece = formulasIn(view.state.doc.toString()).find(({ from, to }) => from <= at && at < to);
          if (piece === undefined) return false;
          onPress(piece, chip);
          return true;
        },
      },
    },
  );
  return plugin;
}

const chipAt = ({ target }: MouseEvent): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-chip]') : null;
