import type { OutputOf } from '../../shared/api/contract.ts';
import { outsideInWords, outsideOf } from '../../shared/flow/outside.ts';
import { DiffView } from '../ui/diff-view.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Changes } from './changes.tsx';
import { Part } from './part.tsx';
import type { Ticks } from './use-ticks.ts';

type Props = {
  title: string;
  diff: OutputOf<'flows.diff'>;
  onSelect: (node: string) => void;
  ticks?: Ticks;
};

/** Two versions in words; where there was nothing before, what the flow is. */
export function Difference({ title, diff, onSelect, ticks }: Props) {
  const { from, to, items } = diff;
  if (from === null) {
    const { nodes } = to.drawing;
    const decisions = Object.values(nodes).filter(({ kind }) => kind === 'approval').length;
    const steps = Object.keys(nodes).length;
    return (
      <Part title={title}>
        <p style={{ margin: 0 }}>
          {steps === 1 ? '1 step' : `${steps} steps`},{' '}
          {decisions === 0 ? 'no decision' : decisions === 1 ? '1 decision' : `${decisions} decisions`}. It{' '}
          {outsideInWords(outsideOf(to.drawing))}.
        </p>
        <Disclosure label="All of it">
          <Changes before={null} after={to.drawing} changes={items} onSelect={onSelect} />
        </Disclosure>
      </Part>
    );
  }
  return (
    <Part title={title}>
      <Changes
        before={from.drawing}
        after={to.drawing}
        changes={items}
        onSelect={onSelect}
        {...(ticks === undefined ? {} : { ticks })}
      />
      {from.text === to.text ? null : (
        <Disclosure label="The file, line by line">
          <DiffView before={from.text} after={to.text} label="The file, line by line" />
        </Disclosure>
      )}
    </Part>
  );
}
