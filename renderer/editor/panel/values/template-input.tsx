import { ActionIcon, Input, Popover, Tooltip } from '@mantine/core';
import { IconCirclePlus, IconMathFunction } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useMayBeEmpty } from './certainty.ts';
import { ChipMenu } from './chip-menu.tsx';
import { braced, formulasIn, type FormulaPiece } from './pieces.ts';
import classes from './template-input.module.css';
import { useChipFaces } from './use-chip-faces.ts';
import { useTemplateEditor } from './use-template-editor.ts';
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
  /** A text nobody wrote: typing begins in its place. */
  standIn?: string;
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
  standIn,
}: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const [isFormula, setIsFormula] = useState(false);
  const faultId = `${useId()}-fault`;
  const faces = useChipFaces();
  const mayBeEmpty = useMayBeEmpty();
  const editor = useTemplateEditor({
    place,
    value,
    label,
    placeholder,
    isMultiline,
    isRequired,
    isFormula,
    faultId: error === null ? null : faultId,
    faceOf: faces.faceOf,
    signature: faces.signature,
    onChange,
    onPress: (piece, at) => setPressed({ piece, ...at }),
    onAsk: () => setIsAsking(true),
  });

  const giveWay = (): void => {
    const view = editor.current?.view;
    if (view === undefined || value !== standIn || !view.state.selection.main.empty) return;
    view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } });
  };

  /** Puts text where the cursor is; `back` leaves the cursor so many letters before its end. */
  const insert = (text: string, back = 0): void => {
    setIsAsking(false);
    const view = editor.current?.view;
    if (view === undefined) return;
    view.dispatch(view.state.replaceSelection(text), { userEvent: 'input' });
    view.dispatch({ selection: { anchor: view.state.selection.main.head - back }, scrollIntoView: true });
    view.focus();
  };
  const replace = (piece: FormulaPiece, text: string): void => {
    const view = editor.current?.view;
    if (view === undefined) return;
    view.dispatch({ changes: { from: piece.from, to: piece.to, insert: text }, userEvent: 'input' });
    const next = formulasIn(view.state.doc.toString()).find(({ from }) => from === piece.from);
    setPressed((was) => (was === null || text === '' || next === undefined ? null : { ...was, piece: next }));
    if (text === '') view.focus();
  };
  const backToText = (): void => {
    setIsAsking(false);
    setPressed(null);
    editor.current?.view.focus();
  };

  return (
    <Input.Wrapper
      {...(isLabelHidden ? {} : { label })}
      description={description}
      error={error}
      errorProps={{ id: faultId }}
      withAsterisk={isRequired}
      labelElement="div"
      data-field={field}
      className={classes.wrapper ?? ''}
    >
      <div
        className={classes.field}
        data-multiline={isMultiline || undefined}
        data-formula={isFormula || undefined}
        data-invalid={error !== null || undefined}
      >
        <div className={classes.text} ref={place} onClick={giveWay} onFocus={giveWay} />
        {pressed === null ? null : (
          <ChipMenu
            key={pressed.piece.from}
            source={pressed.piece.source}
            at={pressed}
            faceOf={faces.faceOf}
            mayBeEmpty={mayBeEmpty}
            onChange={(source) => replace(pressed.piece, braced(source))}
            onRemove={() => replace(pressed.piece, '')}
            onClose={backToText}
          />
        )}
        <span className={classes.tools}>
          {isFormula || formulasIn(value).length > 0 ? (
            <Tooltip label={isFormula ? 'Show as chips' : 'Show as formula'}>
              <ActionIcon
                size={24}
                aria-label={`Show as formula: ${label}`}
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
            transitionProps={{ duration: 80 }}
          >
            <Popover.Target>
              <ActionIcon
                size={24}
                title="Insert value (Ctrl+Space)"
                aria-label={`Insert value: ${label}`}
                onClick={() => setIsAsking(!isAsking)}
              >
                <IconCirclePlus size={15} aria-hidden="true" />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown p={0}>
              {isAsking ? (
                <ValueList
                  onPick={(source) => insert(braced(source))}
                  onClose={backToText}
                  onFormula={() => {
                    setIsFormula(true);
                    insert('{{  }}', 3);
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
