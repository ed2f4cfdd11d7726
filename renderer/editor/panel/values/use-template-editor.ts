import { useEffect, useRef, type RefObject } from 'react';
import type { ChipFace } from './chip-face.ts';
import { chips, refreshChips } from './chips.ts';
import type { FormulaPiece } from './pieces.ts';
import { createTemplateEditor, type TemplateEditor } from './template-editor.ts';

type Options = {
  place: RefObject<HTMLElement | null>;
  value: string;
  label: string;
  placeholder: string;
  isMultiline: boolean;
  isRequired: boolean;
  /** Where the fault is said; null while there is none. */
  faultId: string | null;
  isFormula: boolean;
  faceOf: (source: string) => ChipFace;
  /** Changes when chips look different. */
  signature: string;
  onChange: (text: string) => void;
  onPress: (piece: FormulaPiece, at: { left: number; top: number }) => void;
  onAsk: () => void;
};

/** A CodeMirror in a React field: made once, following what changes. */
export function useTemplateEditor(options: Options): RefObject<TemplateEditor | null> {
  const editor = useRef<TemplateEditor | null>(null);
  const now = useRef(options);
  useEffect(() => {
    now.current = options;
  });

  useEffect(() => {
    const place = now.current.place.current;
    if (place === null) return undefined;
    const made = createTemplateEditor({
      parent: place,
      text: now.current.value,
      isMultiline: now.current.isMultiline,
      placeholder: now.current.placeholder,
      attributes: () => attributesOf(now.current),
      chips: chips({
        faceOf: (source) => now.current.faceOf(source),
        onPress: (piece, chip) => {
          const outer = place.getBoundingClientRect();
          const inner = chip.getBoundingClientRect();
          now.current.onPress(piece, { left: inner.left - outer.left, top: inner.bottom - outer.top });
        },
      }),
      onChange: (text) => now.current.onChange(text),
      onAsk: () => now.current.onAsk(),
    });
    editor.current = made;
    return () => {
      made.view.destroy();
      editor.current = null;
    };
  }, []);

  const { value, isFormula, label, faultId, signature } = options;
  const looks = `${signature}\n${label}\n${faultId ?? ''}`;
  useEffect(() => editor.current?.follow(value), [value]);
  useEffect(() => editor.current?.view.dispatch({ effects: refreshChips.of(looks) }), [looks]);
  useEffect(() => editor.current?.showChips(!isFormula), [isFormula]);
  return editor;
}

function attributesOf({ label, isMultiline, isRequired, faultId }: Options): Record<string, string> {
  return {
    'aria-label': label,
    'aria-multiline': String(isMultiline),
    'aria-required': String(isRequired),
    ...(faultId === null ? {} : { 'aria-invalid': 'true', 'aria-describedby': faultId }),
  };
}
