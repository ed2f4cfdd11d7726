import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { connectionKindOf } from '../../shared/connections/kinds.ts';
import { useMay } from '../api/names.ts';
import { useAct } from '../api/use-call.ts';
import { announceError } from '../ui/announce.tsx';
import classes from './connection-place.module.css';

type Binding = OutputOf<'connections.bindings'>['items'][number];
type Known = OutputOf<'connections.list'>['items'][number];

type Props = {
  flow: string;
  binding: Binding;
  /** Connections of its kind. */
  known: readonly Known[];
  /** What stands before the choices, where the place's own name is not enough. */
  title?: ReactNode;
};

const targets = { draft: 'Draft', live: 'Live' };
const unchosen = { draft: 'Answers from samples', live: 'Connection needed' };

/** Which connection one place of a flow uses, in practice and live. */
export function ConnectionPlace({ flow, binding, known, title }: Props) {
  const mayBind = useMay('connections');
  const bind = useAct('connections.bind');
  const choose = (target: 'draft' | 'live', name: string | null): void =>
    bind.mutate(
      { id: flow, slot: binding.slot, name, target },
      { onError: (error) => announceError('The connection stays as it was.', error) },
    );
  const options = (chosen: string | null): string[] => [
    ...new Set([...known.map(({ name }) => name), ...(chosen === null ? [] : [chosen])]),
  ];

  return (
    <li className={classes.place}>
      <div>
        <div className={classes.name}>{title ?? binding.slot}</div>
        <div className={classes.kind}>
          {connectionKindOf(binding.kind)?.title ?? binding.kind}
          {binding.description === null ? null : ` · ${binding.description}`}
        </div>
      </div>
      {(['draft', 'live'] as const).map((target) =>
        mayBind && options(binding[target]).length > 0 ? (
          <Select
            key={target}
            aria-label={`${binding.slot} in ${target === 'draft' ? 'practice' : 'live'}`}
            data={options(binding[target])}
            value={binding[target]}
            placeholder={unchosen[target]}
            clearable
            leftSection={<span className={classes.target}>{targets[target]}</span>}
            leftSectionWidth={52}
            onChange={(name) => choose(target, name)}
          />
        ) : (
          <div key={target} className={classes.fixed}>
            <span className={classes.target}>{targets[target]}</span>
            {binding[target] ?? unchosen[target]}
          </div>
        ),
      )}
    </li>
  );
}
