import { Link } from 'wouter';
import { useList } from '../api/use-call.ts';
import { Part } from './part.tsx';

const runs = (count: number): string => (count === 1 ? '1 run is' : `${count} runs are`);

/** What has not ended on the versions there are: it keeps to its own, whatever goes live. */
export function UnderWay({ flow, except = null }: { flow: string; except?: number | null }) {
  const pages = useList('flows.releases', { id: flow, limit: 100 }).data?.pages ?? [];
  const busy = pages
    .flatMap(({ items }) => items)
    .filter(({ version, unfinished }) => unfinished > 0 && version !== except);
  if (busy.length === 0) return null;
  return (
    <Part title="Under way on older versions">
      {busy.map(({ version, unfinished }) => (
        <p key={version} style={{ margin: 0 }}>
          <Link to={`/runs?flow=${encodeURIComponent(flow)}&version=${version}`}>
            {runs(unfinished)} under way on v{version}
          </Link>
          {unfinished === 1 ? `: it finishes on v${version}.` : `: they finish on v${version}.`}
        </p>
      ))}
    </Part>
  );
}
