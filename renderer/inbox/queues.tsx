import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { Section } from '../ui/page.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { FigureTable } from './figure-table.tsx';
import { crowdWords, startBig } from './metrics-words.ts';
import classes from './numbers.module.css';

/** How each group stands now, whatever the period: what waits for it, and whether it keeps up. */
export function Queues() {
  const names = useNames();
  const queues = useCall('metrics.queues', {}).data?.items ?? [];
  if (queues.length === 0) return null;
  const most = Math.max(1, ...queues.map(({ open }) => open));
  const crowd = crowdWords(queues, names.pool);
  return (
    <Section title="How the groups stand now">
      {crowd === null ? null : <p className={classes.warning}>{crowd}</p>}
      <FigureTable
        label="How the groups stand now"
        columns={[
          'Waiting',
          'Waiting longest',
          'People',
          'Came in 7 days',
          'Left in 7 days',
          'New a day each',
        ]}
        rows={queues.map(({ pool, people, open, oldestAt, arrived, settled }) => ({
          key: pool,
          head: startBig(names.pool(pool)),
          share: open / most,
          cells: [
            open,
            oldestAt === null ? '' : <TimeAgo key="oldest" at={oldestAt} />,
            people,
            arrived,
            arrived > settled ? `${settled} (${arrived - settled} behind)` : settled,
            people === 0 ? 'Nobody' : (arrived / 7 / people).toFixed(1),
          ],
        }))}
      />
    </Section>
  );
}
