import { Input, SegmentedControl } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { valueAt } from '../../../../shared/flow/edit/set-at.ts';
import type { Json } from '../../../../shared/json.ts';
import { useEditor } from '../../store/editor-store.ts';
import { useKept } from '../kept.ts';
import { useStep, useStepName } from '../step-context.ts';

export type Side = {
  name: string;
  label: string;
  /** The config keys that belong to this side alone. */
  keys: readonly string[];
  /** What a side that was never used begins with. */
  start?: Record<string, Json>;
  children: ReactNode;
};

type Props = { label: string; sides: readonly Side[] };

/** One of several ways to say the same: a connection or an address, a command or a script. Each keeps what it held. */
export function Either({ label, sides }: Props) {
  const editor = useEditor();
  const step = useStepName();
  const { config } = useStep();
  const kept = useKept(label);
  const [chosen, setChosen] = useState(kept.take('side'));
  const inUse = sides.find(({ keys }) => keys.some((key) => config?.[key] !== undefined));
  const now = inUse ?? sides.find(({ name }) => name === chosen) ?? sides[0];
  if (now === undefined) return null;

  const choose = (name: string): void => {
    const next = sides.find((side) => side.name === name);
    if (next === undefined || next === now) return;
    for (const key of now.keys) kept.keep(`${now.name}.${key}`, valueAt(config, [key]));
    kept.keep('side', next.name);
    editor.edit('Change step', (drawing) => {
      const without = now.keys.reduce((done, key) => setConfig(done, step, [key], undefined), drawing);
      const put = next.keys.reduce(
        (done, key) => setConfig(done, step, [key], kept.take(`${next.name}.${key}`) ?? next.start?.[key]),
        without,
      );
      return put;
    });
    setChosen(next.name);
  };
  return (
    <>
      <Input.Wrapper label={label} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={label}
          data={sides.map(({ name, label: words }) => ({ value: name, label: words }))}
          value={now.name}
          onChange={choose}
        />
      </Input.Wrapper>
      {/* A field of one side never becomes a field of the other. */}
      <Fragment key={now.name}>{now.children}</Fragment>
    </>
  );
}
