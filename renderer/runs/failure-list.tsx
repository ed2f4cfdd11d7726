import { Button } from '@mantine/core';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { isFiltered, useListInput, type Filters } from './filters.ts';
import classes from './runs.module.css';

type Props = { filters: Filters; onClear: () => void };

/** Failed runs by their cause: one press lists those that share it. */
export function FailureList({ filters, onClear }: Props) {
  const names = useNames();
  const { flow, version, target, person, from, to } = useListInput(filters);
  const input = Object.entries({ flow, version, target, person, from, to });
  const failures = useCall(
    'runs.failures',
    Object.fromEntries(input.filter(([, value]) => value !== undefined)),
    { keepPrevious: true },
  );
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
  if (items.length === 0 && isFiltered(filters)) {
    return (
      <EmptyState
        title="No failure is like that"
        actions={<Button onClick={onClear}>Show all failures</Button>}
      >
        Runs that failed elsewhere, at another time or started by others are left out.
      </EmptyState>
    );
  }
  if (items.length === 0) {
    return <EmptyState title="Nothing has failed">Failed runs stand here by why they failed.</EmptyState>;
  }
  return (
    <Rows label="Failures by cause" columns={['Flow', 'Step', 'What happened last', 'Runs', 'Newest']}>
      {items.map(({ flow: id, node, code, count, newest }) => (
        <Row
          key={`${id} ${node ?? ''} ${code ?? ''}`}
          to={`/runs?${causeQuery(filters, { flow: id, node, code })}`}
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

/** Those of one cause, narrowed down as the list of causes was. */
function causeQuery(
  { version, target, person, time }: Filters,
  cause: Pick<Filters, 'node' | 'code'> & { flow: string },
): string {
  const query = Object.entries({ status: 'failed', ...cause, version, target, person, time });
  const set = query.filter(([, value]) => value !== null).map(([key, value]) => [key, String(value)]);
  return new URLSearchParams(set).toString();
}

/** The step stands in its own column. */
function withoutStep(message: string | null, node: string | null): string {
  const head = `${node ?? ''} failed: `;
  return message?.startsWith(head) === true ? message.slice(head.length) : (message ?? '');
}
