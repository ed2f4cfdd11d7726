import { ActionIcon, Input, Popover, Tooltip } from '@mantine/core';
import { IconCirclePlus, IconMathFunction } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useMayBeEmpty } from './certainty.ts';
import { ChipMenu } from './chip-menu.tsx';
import { refreshChips, chips } from './chips.ts';
import { braced, formulasIn, type FormulaPiece } from './pieces.ts';
import { createTemplateEditor, type TemplateEditor } from './template-editor.ts';
import classes from './template-input.module.css';
import { useChipFaces } from './use-chip-faces.ts';
import { ValueList } from './value-list.tsx';

type Props = {
  label: string;
  /** Heard, not seen: where a row or a heading says it already. */
  isLabelHidden?: boolean;
  description?: string | undefined;
  placeholder?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Path of the field, so that problems find it. */
  field?: string | undefined;
  error?: string | null;
  isRequired?: boolean;
  isMultiline?: boolean;
};

type Pressed = { piece: FormulaPiece; left: number; top: number };

/** A text that takes values of earlier steps: they stand in it as chips, and as formulas for those who ask. */
export function TemplateInput({
  label,
  isLabelHidden = false,
  description,
  placeholder = '',
  value,
  onChange,
  field,
  error = null,
  isRequired = false,
  isMultiline = false,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<TemplateEditor | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const [isFormula, setIsFormula] = useState(false);
  const id = useId();
  const faces = useChipFaces();
  const hasFormulas = formulasIn(value).length > 0;

  // CodeMirror is made once; what changes from picture to picture is read from here.
  const now = useRef({ onChange, label, error, faces, isRequired });
  useEffect(() => {
    now.current = { onChange, label, error, faces, isRequired };
  });

  useEffect(() => {
    const place = box.current;
    if (place === null) return undefined;
    const made = createTemplateEditor({
      parent: place,
      text: value,
      isMultiline,
      placeholder,
      attributes: () => ({
        'aria-label': now.current.label,
        'aria-multiline': String(isMultiline),
        'aria-required': String(now.current.isRequired),
        ...(now.current.error === null ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` }),
      }),
      chips: chips({
        faceOf: (source) => now.current.faces.faceOf(source),
        onPress: (piece, chip) => {
          const outer = place.getBoundingClientRect();
          const inner = chip.getBoundingClientRect();
          setPressed({ piece, left: inner.left - outer.left, top: inner.bottom - outer.top });
        },
      }),
      onChange: (text) => now.current.onChange(text),
      onAsk: () => setIsAsking(true),
    });
    editor.current = made;
    return () => {
      made.view.destroy();
      editor.current = null;
    };
    // A field never becomes another one: its text and faces are followed below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => editor.current?.follow(value), [value]);
  useEffect(() => editor.current?.view.dispatch({ effects: refreshChips.of(null) }), [faces.signature, error]);
  useEffect(() => editor.current?.showChips(!isFormula), [isFormula]);

  const insert = (source: string): void => {
    const view = editor.current?.view;
    setIsAsking(false);
    if (view === undefined) return;
    view.dispatch(view.state.replaceSelection(braced(source)), { userEvent: 'input' });
    view.focus();
  };
  const replace = (piece: FormulaPiece, text: string): void => {
    const view = editor.current?.view;
    if (view === undefined) return;
    view.dispatch({ changes: { from: piece.from, to: piece.to, insert: text }, userEvent: 'input' });
    const next = formulasIn(view.state.doc.toString()).find(({ from }) => from === piece.from);
    setPressed((was) => (was === null || next === undefined ? null : { ...was, piece: next }));
  };
  const mayBeEmpty = useMayBeEmpty();

  return (
    <Input.Wrapper
      {...(isLabelHidden ? {} : { label })}
      description={description}
      error={error}
      errorProps={{ id: `${id}-error` }}
      withAsterisk={isRequired}
      labelElement="div"
      data-field={field}
      className={classes.wrapper}
    >
      <div className={classes.field} data-multiline={isMultiline || undefined} data-formula={isFormula || undefined} data-invalid={error !== null || undefined}>
        <div className={classes.text} ref={box} />
        {pressed === null ? null : (
          <ChipMenu
            key={pressed.piece.from}
            source={pressed.piece.source}
            at={pressed}
            faceOf={faces.faceOf}
            mayBeEmpty={mayBeEmpty}
            onChange={(source) => replace(pressed.piece, braced(source))}
            onRemove={() => replace(pressed.piece, '')}
            onClose={() => {
              setPressed(null);
              editor.current?.view.focus();
            }}
          />
        )}
        <span className={classes.tools}>
          {hasFormulas || isFormula ? (
            <Tooltip label={isFormula ? 'Show as chips' : 'Show as formula'}>
              <ActionIcon
                size={24}
                aria-label={`${isFormula ? 'Show as chips' : 'Show as formula'}: ${label}`}
                aria-pressed={isFormula}
                onClick={() => setIsFormula(!isFormula)}
              >
                <IconMathFunction size={15} aria-hidden="true" />
              </ActionIcon>
            </Tooltip>
          ) : null}
          <Popover
            opened={isAsking}
            onChange={setIsAsking}
            position="bottom-end"
            shadow="md"
            withinPortal
            trapFocus={false}
            transitionProps={{ duration: 80 }}
          >
            <Popover.Target>
              <Tooltip label="Insert value (Ctrl+Space)">
                <ActionIcon size={24} aria-label={`Insert value: ${label}`} onClick={() => setIsAsking(!isAsking)}>
                  <IconCirclePlus size={15} aria-hidden="true" />
                </ActionIcon>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown p={0}>
              {isAsking ? (
                <ValueList
                  onPick={insert}
                  onClose={() => {
                    setIsAsking(false);
                    editor.current?.view.focus();
                  }}
                  onFormula={() => {
                    setIsAsking(false);
                    setIsFormula(true);
                    const view = editor.current?.view;
                    if (view === undefined) return;
                    view.dispatch(view.state.replaceSelection('{{  }}'), { userEvent: 'input' });
                    view.dispatch({ selection: { anchor: view.state.selection.main.head - 3 } });
                    view.focus();
                  }}
                />
              ) : null}
            </Popover.Dropdown>
          </Popover>
        </span>
      </div>
    </Input.Wrapper>
  );
}
