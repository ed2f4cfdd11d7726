import { Button, Group, Popover, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { parseExpression } from '../../../../shared/expression/expression.ts';
import { printPath, readPath } from '../../../../shared/expression/path.ts';
import type { ChipFace } from './chip-face.ts';
import classes from './chip-menu.module.css';
import { ValueList } from './value-list.tsx';

type Props = {
  source: string;
  /** Where the chip stands in its field. */
  at: { left: number; top: number };
  faceOf: (source: string) => ChipFace;
  mayBeEmpty: (source: string) => string | null;
  onChange: (source: string) => void;
  onRemove: () => void;
  onClose: () => void;
};

/** A pressed chip: what it is now, another value in its place, what stands in when it is empty, and its formula. */
export function ChipMenu({ source, at, faceOf, mayBeEmpty, onChange, onRemove, onClose }: Props) {
  const [view, setView] = useState<'chip' | 'values' | 'formula'>('chip');
  const face = faceOf(source.trim());
  const read = readPath(source);
  const why = mayBeEmpty(source);

  return (
    <Popover
      opened
      onChange={onClose}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 80 }}
      trapFocus
      returnFocus={false}
    >
      <Popover.Target>
        <span className={classes.anchor} style={{ left: at.left, top: at.top }} />
      </Popover.Target>
      <Popover.Dropdown p={view === 'values' ? 0 : 'sm'} aria-label="Value">
        {view === 'values' ? (
          <ValueList
            onPick={(picked) => {
              onChange(picked);
              setView('chip');
            }}
            onClose={() => setView('chip')}
          />
        ) : (
          <Stack gap="sm" className={classes.menu}>
            <div>
              <div className={classes.title}>
                {face.words === null
                  ? 'Formula'
                  : [face.words.owner, face.words.label].filter((one) => one !== null).join(' › ')}
              </div>
              <div className={classes.value}>{face.value === '' ? 'No value known yet' : face.value}</div>
              {why === null ? null : <div className={classes.note}>{why}</div>}
            </div>
            {view === 'formula' || face.words === null ? (
              <FormulaText source={source.trim()} onChange={onChange} />
            ) : null}
            {read === null || (why === null && read.otherwise === null) ? null : (
              <TextInput
                label="When it is empty"
                placeholder="nothing"
                value={readText(read.otherwise)}
                onChange={(event) =>
                  onChange(`default(${printPath(read.path)}, ${JSON.stringify(event.currentTarget.value)})`)
                }
              />
            )}
            <Group gap="xs">
              <Button size="compact-sm" onClick={() => setView('values')} data-autofocus>
                Choose another
              </Button>
              {face.words === null || view === 'formula' ? null : (
                <Button size="compact-sm" variant="subtle" onClick={() => setView('formula')}>
                  Formula
                </Button>
              )}
              <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
                Remove
              </Button>
            </Group>
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A literal as it reads without its quotes. */
function readText(literal: string | null): string {
  if (literal === null) return '';
  return literal.startsWith('"') || literal.startsWith("'") ? literal.slice(1, -1) : literal;
}

/** The formula itself; it is written into the field once it can be read. */
function FormulaText({ source, onChange }: { source: string; onChange: (source: string) => void }) {
  const [text, setText] = useState(source);
  const parsed = parseExpression(text);
  return (
    <Textarea
      label="Formula"
      value={text}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      error={parsed.ok ? null : `${parsed.problem.message} ${parsed.problem.fix}`}
      styles={{ input: { fontFamily: 'var(--mono)', fontSize: 'var(--text-xs)' } }}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        if (parseExpression(next).ok) onChange(next);
      }}
    />
  );
}
