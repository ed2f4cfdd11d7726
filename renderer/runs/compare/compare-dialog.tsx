import { Button, Group, Modal, Stack } from '@mantine/core';
import { Link } from 'wouter';
import type { OutputOf } from '../../../shared/api/contract.ts';
import { useCall } from '../../api/use-call.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { BlockSkeleton } from '../../ui/skeletons.tsx';
import { StatusBadge, Tag } from '../../ui/status-badge.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './compare.module.css';

type RunItem = OutputOf<'runs.list'>['items'][number];

/** So many recent runs are offered; older ones are chosen in the list. */
const offered = 8;

/** Which run this one is compared with: what worked last and the one before it stand first. */
export function CompareDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { flow, id } = run;
  const recent = useCall('runs.list', { flow, limit: offered + 1 });
  const worked = useCall('runs.list', { flow, status: 'succeeded', limit: 2 });
  const earlier = useCall('runs.list', { flow, to: run.startedAt, limit: 2 });
  const other = (page: typeof recent.data): RunItem | undefined => page?.items.find((one) => one.id !== id);
  const [lastWorked, before] = [other(worked.data), other(earlier.data)];
  const all = [lastWorked, before, ...(recent.data?.items ?? [])]
    .filter((one) => one !== undefined && one.id !== id)
    .filter((one) => one !== undefined);
  const choices = [...new Map(all.map((one) => [one.id, one])).values()].slice(0, offered);
  const error = recent.error ?? worked.error ?? earlier.error;

  return (
    <Modal opened onClose={onClose} title="Compare this run with…" size="lg">
      <Stack gap="md">
        {error !== null ? (
          <ErrorNote error={error} what="The other runs could not be loaded." />
        ) : [recent, worked, earlier].some(({ data }) => data === undefined) ? (
          <BlockSkeleton lines={4} />
        ) : choices.length === 0 ? (
          <p style={{ margin: 0 }}>
            This flow has not run a second time. Run it again, then compare the two.
          </p>
        ) : (
          <ul className={classes.choices}>
            {choices.map((one) => (
              <li key={one.id}>
                <Link to={`/runs/${one.id}/compare/${id}`} className={classes.choice}>
                  <StatusBadge status={one.status} quiet />
                  <TimeAgo at={one.startedAt} />
                  <span className={classes.quiet}>{one.version === null ? 'Draft' : `v${one.version}`}</span>
                  <span className={classes.why}>
                    {one.id === lastWorked?.id ? <Tag tone="good">Last that succeeded</Tag> : null}
                    {one.id === before?.id ? <Tag>The one before</Tag> : null}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        <Group justify="space-between" gap="sm">
          <Button variant="subtle" component={Link} to={`/runs?flow=${encodeURIComponent(flow)}`}>
            Choose in the list of runs
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
