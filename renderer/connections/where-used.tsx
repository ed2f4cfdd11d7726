import { Select } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useMay, useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { ConnectionPlace } from '../flow-actions/connection-place.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { kindTitle, type Connection } from './connection-words.ts';
import classes from './connections.module.css';

type Props = { connection: Connection; known: readonly Connection[] };

/** Flows and their places that use it, in practice and live; changed right here. */
export function WhereUsed({ connection, known }: Props) {
  const mayBind = useMay('connections');
  const flows = useCall('flows.list', { limit: 500 }).data?.items ?? [];
  // Those that were opened here stay, so that a choice just taken away can be taken back.
  const [opened, setOpened] = useState<readonly string[]>([]);
  const shown = [...new Set([...connection.usedBy.map(({ flow }) => flow), ...opened])];
  const open = (flow: string): void => setOpened([...new Set([...shown, flow])]);
  const offered = flows.filter(({ id }) => !shown.includes(id));
  return (
    <Section title="Used by">
      {shown.length > 0 ? null : <p className={classes.quiet}>No flow uses it yet.</p>}
      <ul className={classes.list}>
        {shown.map((flow) => (
          <FlowPlaces key={flow} flow={flow} connection={connection} known={known} />
        ))}
      </ul>
      {!mayBind || offered.length === 0 ? null : (
        <Select
          className={classes.more}
          aria-label="Use it in another flow"
          placeholder="Use it in another flow…"
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          searchable
          onChange={(flow) => {
            if (flow !== null) open(flow);
          }}
        />
      )}
    </Section>
  );
}

function FlowPlaces({ flow, connection, known }: Props & { flow: string }) {
  const names = useNames();
  const bindings = useCall('connections.bindings', { id: flow });
  if (bindings.error !== null)
    return (
      <li>
        <ErrorNote error={bindings.error} what={`The places of “${names.flow(flow)}” could not be loaded.`} />
      </li>
    );
  if (bindings.data === undefined) return null;
  const places = bindings.data.items.filter(({ kind }) => kind === connection.kind);
  if (places.length === 0)
    return (
      <li className={classes.quiet}>
        “{names.flow(flow)}” has no step that needs this kind: {kindTitle(connection.kind)}.
      </li>
    );
  return places.map((binding) => (
    <ConnectionPlace
      key={binding.slot}
      flow={flow}
      binding={binding}
      known={known.filter(({ kind }) => kind === binding.kind)}
      title={
        <>
          <Link to={`/flows/${encodeURIComponent(flow)}`}>{names.flow(flow)}</Link> · {binding.slot}
        </>
      }
    />
  ));
}
