import { Select } from '@mantine/core';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useMay } from '../api/names.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { announceError } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import classes from './connections.module.css';

type Binding = OutputOf<'connections.bindings'>['items'][number];
type Known = OutputOf<'connections.list'>['items'][number];

const kinds: Record<string, string> = {
  http: 'Web service',
  llm: 'Language model',
  ssh: 'Remote machine',
  smtp: 'Mail server',
  db: 'Database',
};

const targets = { draft: 'Draft', live: 'Live' };
const unchosen = { draft: 'Answers from samples', live: 'Connection needed' };

/** Which connection of this machine each place of the flow uses, in practice and live. */
export function Connections({ flow, drawing }: { flow: string; drawing: Drawing }) {
  const isNeeded = Object.keys(drawing.connections ?? {}).length > 0;
  const bindings = useCall('connections.bindings', { id: flow }, { enabled: isNeeded });
  const known = useCall('connections.list', {}, { enabled: isNeeded }).data?.items ?? [];
  if (!isNeeded) return null;
  return (
    <Section title="Connections">
      {bindings.error === null ? null : (
        <ErrorNote error={bindings.error} what="The connections could not be loaded." />
      )}
      {known.length > 0 ? null : (
        <p className={classes.hint}>
          This machine has no connections yet. Make one with{' '}
          <code>npx countersign connections set NAME --kind http --setting baseUrl=https://…</code>. Until
          then a draft run answers from the flow’s samples.
        </p>
      )}
      <ul className={classes.list}>
        {bindings.data?.items.map((binding) => (
          <Place
            key={binding.slot}
            flow={flow}
            binding={binding}
            known={known.filter(({ kind }) => kind === binding.kind)}
          />
        ))}
      </ul>
    </Section>
  );
}

function Place({ flow, binding, known }: { flow: string; binding: Binding; known: Known[] }) {
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
        <div className={classes.name}>{binding.slot}</div>
        <div className={classes.kind}>
          {kinds[binding.kind] ?? binding.kind}
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
