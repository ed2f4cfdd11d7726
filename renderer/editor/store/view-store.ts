import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Point } from '../../../shared/flow/edit/add-node.ts';

/** A list of kinds to choose from: where on the screen, where the step would stand, and what leads to it. */
export type Chooser = {
  screen: { x: number; y: number };
  /** Null: beside the step that leads to it, or in the middle of what is seen. */
  at: Point | null;
  after: { from: string; port: string; place: 'beside' | 'between' } | null;
};

/** What is open and looked at. None of it is part of the drawing, so none of it is undone. */
export type ViewState = {
  chooser: Chooser | null;
  /** The selected wire, as it is printed: `review.approved -> publish`. */
  wire: string | null;
  /** The note that is being written. */
  note: number | null;
  /** The group whose name is being written. */
  group: number | null;
  /** The step whose ways out are being set by name instead of by drawing. */
  leads: string | null;
  isPaletteOpen: boolean;
  isProblemsOpen: boolean;
  isHelpOpen: boolean;
  isTemplatesOpen: boolean;
  /** The flow's own form, beside the canvas while nothing is selected. */
  isFlowOpen: boolean;
  /** Asked what the draft is to begin with. */
  isRunOpen: boolean;
  /** The run whose path is lit on the canvas. */
  run: string | null;
  /** What that run asks of a person lies open beside the canvas. */
  isDeciding: boolean;
  /** Said aloud and shown for a moment: why a wire was refused, what was undone. */
  said: { words: string; serial: number } | null;
};

/** What the canvas can do once it is on screen. */
export type Camera = {
  fit: () => void;
  zoomIn: () => void;
  zoomOut: () => void;
  zoomTo: (zoom: number) => void;
  /** Moves the picture only as far as needed to see the step. */
  reveal: (node: string) => void;
  /** Puts the keyboard on a step, or on the canvas. */
  focus: (node: string | null) => void;
  centre: () => Point;
  /** Where the mouse is over the canvas, in the drawing's own measure; null while it is elsewhere. */
  pointer: () => Point | null;
  /** Where a step is on the screen. */
  screenOf: (node: string) => { x: number; y: number };
};

export type View = StoreApi<ViewState> & {
  say: (words: string) => void;
  camera: () => Camera | null;
  attach: (camera: Camera | null) => void;
};

export function createView(): View {
  const store = createStore<ViewState>(() => ({
    chooser: null,
    wire: null,
    note: null,
    group: null,
    leads: null,
    isPaletteOpen: true,
    isProblemsOpen: false,
    isHelpOpen: false,
    isTemplatesOpen: false,
    isFlowOpen: false,
    isRunOpen: false,
    run: null,
    isDeciding: false,
    said: null,
  }));
  let camera: Camera | null = null;
  return {
    ...store,
    say: (words) => store.setState(({ said }) => ({ said: { words, serial: (said?.serial ?? 0) + 1 } })),
    camera: () => camera,
    attach: (next) => {
      camera = next;
    },
  };
}

export const ViewContext = createContext<View | null>(null);

export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error('useView needs a ViewContext above it.');
  return view;
}

export function useViewState<T>(pick: (state: ViewState) => T): T {
  return useStore(useView(), pick);
}
