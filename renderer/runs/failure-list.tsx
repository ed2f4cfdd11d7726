import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './runs.module.css';

/** Failed runs by their cause: one press lists those that share it. */
export function FailureList({ flow }: { flow: string | null }) {
  const names = useNames();
  const failures = useCall('runs.failures', flow === null ? {} : { flow });
  if (failures.data === undefined) {
    if (failures.error === null) return <RowSkeletons rows={5} />;
    return (
      <ErrorState
        error={failures.error}
        what="The failures could not be counted"
        means="No run is affected."
        onRetry={() => void failures.refetch()}
      />
    );
  }
  const { items } = failures.data;
  if (items.length === 0) {
    return <EmptyState title="Nothing has failed">Failed runs stand here by why they failed.</EmptyState>;
  }
  return (
    <Rows label="Failures by cause" columns={['Flow', 'Step', 'What happened last', 'Runs', 'Newest']}>
      {items.map(({ flow: id, node, code, count, newest }) => (
        <Row
          key={`${id} ${node ?? ''} ${code ?? ''}`}
          to={`/runs?${causeQuery(id, node, code)}`}
          title={names.flow(id)}
          cells={[
            node === null ? '' : labelOf(node),
            <span key="message" className={classes.waiting} title={newest.message ?? ''}>
              {withoutStep(newest.message, node)}
            </span>,
            <span key="count" className={classes.took}>
              {count.toLocaleString()}
            </span>,
            <TimeAgo key="newest" at={newest.at} />,
          ]}
        />
      ))}
    </Rows>
  );
}

function causeQuery(flow: string, node: string | null, code: string | null): string {
  const query = new URLSearchParams({ flow, status: 'failed' });
  if (node !== null) query.set('node', node);
  if (code !== null) query.set('code', code);
  return query.toString();
}

/** The step stands in its own column. */
function withoutStep(message: string | null, node: string | null): string {
  const head = `${node ?? ''} failed: `;
  return message?.startsWith(head) === true ? message.slice(head.length) : (message ?? '');
}
