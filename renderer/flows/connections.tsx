import { Link } from 'wouter';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useCall } from '../api/use-call.ts';
import { ConnectionPlace } from '../flow-actions/connection-place.tsx';
import classes from '../flow-actions/connection-place.module.css';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';

/** Which connection of this machine each place of the flow uses, in practice and live. */
export function Connections({ flow, drawing }: { flow: string; drawing: Drawing }) {
  const isNeeded = Object.keys(drawing.connections ?? {}).length > 0;
  const bindings = useCall('connections.bindings', { id: flow }, { enabled: isNeeded });
  const known = useCall('connections.list', {}, { enabled: isNeeded }).data?.items;
  if (!isNeeded) return null;
  return (
    <Section title="Connections">
      {bindings.error === null ? null : (
        <ErrorNote error={bindings.error} what="The connections could not be loaded." />
      )}
      {known === undefined || known.length > 0 ? null : (
        <p className={classes.hint}>
          This machine has no connections yet: <Link to="/connections">make one</Link>. Until then a draft run
          answers from the flow’s samples.
        </p>
      )}
      <ul className={classes.list}>
        {bindings.data?.items.map((binding) => (
          <ConnectionPlace
            key={binding.slot}
            flow={flow}
            binding={binding}
            known={(known ?? []).filter(({ kind }) => kind === binding.kind)}
          />
        ))}
      </ul>
    </Section>
  );
}
