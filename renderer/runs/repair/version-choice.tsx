import { Select } from '@mantine/core';
import { useCall } from '../../api/use-call.ts';
import type { Run } from '../../run-parts/run-words.ts';
import classes from './repair.module.css';

type Props = { run: Run; value: number | null; onChange: (version: number | null) => void };

/** On which version a run goes on: the one it is on (null), the live one, or any other. */
export function VersionChoice({ run, value, onChange }: Props) {
  const live = useCall('flows.list', {}).data?.items.find(({ id }) => id === run.flow)?.live ?? null;
  const releases = useCall('flows.releases', { id: run.flow, limit: 200 }).data?.items ?? [];
  const others = releases.filter(({ version }) => version !== run.version);
  if (others.length === 0) return null;
  const now = run.version === null ? 'The draft, as it was started' : `v${run.version}, as it runs now`;
  return (
    <div>
      <Select
        label="On"
        data={[
          { value: 'now', label: now },
          ...others.map(({ version, notes }) => ({
            value: String(version),
            label: labelOf(version, live, notes),
          })),
        ]}
        value={value === null ? 'now' : String(value)}
        onChange={(next) => onChange(next === null || next === 'now' ? null : Number(next))}
        allowDeselect={false}
      />
      {value === null || run.version === null ? null : (
        <VersionDifference flow={run.flow} from={run.version} to={value} />
      )}
    </div>
  );
}

function labelOf(version: number, live: number | null, notes: string): string {
  const note = notes.split('\n')[0]?.trim() ?? '';
  const parts = [`v${version}`, ...(version === live ? ['live now'] : []), ...(note === '' ? [] : [note])];
  return parts.join(' · ');
}

const mostShown = 4;

/** What is different there, in few words: a run must not be moved blindly. */
function VersionDifference({ flow, from, to }: { flow: string; from: number; to: number }) {
  const diff = useCall('flows.diff', { id: flow, from, to }).data;
  if (diff === undefined) return null;
  const told = diff.items.filter(({ area }) => area !== 'layout');
  const steps = new Set(told.flatMap(({ node }) => (node === undefined ? [] : [node]))).size;
  const what =
    told.length === 0 ? 'nothing that runs differs' : `${steps === 1 ? '1 step' : `${steps} steps`} changed`;
  const shown = [...told]
    .sort((a, b) => Number(b.weakens ?? false) - Number(a.weakens ?? false))
    .slice(0, mostShown);
  return (
    <div role="status" className={classes.difference}>
      <p className={classes.part}>
        v{from} → v{to}: {what}
      </p>
      <ul className={classes.changes}>
        {shown.map(({ words, weakens }) => (
          <li key={words} className={weakens ? classes.weakens : undefined}>
            {words}
            {weakens ? ' Less is asked of people.' : ''}
          </li>
        ))}
        {told.length > shown.length ? <li>and {told.length - shown.length} more</li> : null}
      </ul>
    </div>
  );
}
