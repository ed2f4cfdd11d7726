import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { Section } from '../ui/page.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

/** The newest runs of a flow; nothing where it never ran. */
export function RecentRuns({ flow }: { flow: string }) {
  const runs = useCall('runs.list', { flow, limit: 5 }).data?.items ?? [];
  const names = useNames();
  if (runs.length === 0) return null;
  return (
    <Section
      title="Last runs"
      actions={
        <Button component={Link} to={`/runs?flow=${flow}`} size="compact-sm" variant="subtle">
          All runs
        </Button>
      }
    >
      <Rows label="Last runs" columns={['Started', 'Version', 'By', 'State']}>
        {runs.map((run) => (
          <Row
            key={run.id}
            to={`/runs/${run.id}`}
            title={<TimeAgo at={run.startedAt} />}
            cells={[
              run.target === 'draft' ? <Tag>Draft</Tag> : `v${run.version}`,
              names.person(run.startedBy),
              <StatusBadge key="status" status={run.status} quiet />,
            ]}
          />
        ))}
      </Rows>
    </Section>
  );
}
