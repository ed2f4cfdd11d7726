import { Button, Select } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import { useNames } from '../api/names.ts';
import { useCall, useList } from '../api/use-call.ts';
import { briefOfFlow, type FlowBrief } from '../flow-actions/flow-brief.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { Comparison } from './comparison.tsx';
import { OneVersion } from './one-version.tsx';
import type { Release } from './version-menu.tsx';
import { shownOf, type Side } from './versions-shown.ts';
import classes from './versions-page.module.css';

/** Every version of a flow: one opened, or two beside each other. What is shown stands in the address. */
export function VersionsPage({ id }: { id: string }) {
  const flow = useCall('flows.get', { id });
  const releases = useList('flows.releases', { id, limit: 100 });
  const back = { to: `/flows/${id}`, label: flow.data?.name ?? 'The flow' };
  const error = flow.error ?? releases.error;
  const items = releases.data?.pages.flatMap((page) => page.items);
  return (
    <Page title="Versions" back={back} fit="full">
      {error !== null ? (
        <ErrorState
          error={error}
          what="The versions could not be loaded"
          onRetry={() => void releases.refetch()}
        />
      ) : flow.data === undefined || items === undefined ? (
        <BlockSkeleton lines={8} />
      ) : items.length === 0 ? (
        <EmptyState
          title="Nothing is released yet"
          actions={
            <Button component={Link} to={`/flows/${id}`} variant="filled">
              Back to the flow
            </Button>
          }
        >
          A released version never changes. Release the draft, and it stands here to be opened and compared.
        </EmptyState>
      ) : (
        <Panes
          flow={briefOfFlow(flow.data)}
          items={items}
          onMore={releases.hasNextPage ? () => void releases.fetchNextPage() : null}
        />
      )}
    </Page>
  );
}

type PanesProps = { flow: FlowBrief; items: readonly Release[]; onMore: (() => void) | null };

function Panes({ flow, items, onMore }: PanesProps) {
  const [search, setSearch] = useSearchParams();
  const newest = items[0]?.version ?? 1;
  const shown = shownOf(search, newest);
  const sides = ['draft', ...items.map(({ version }) => String(version))].map((value) => ({
    value,
    label: value === 'draft' ? 'Draft' : `v${value}`,
  }));
  const compare = (from: Side, to: Side): void => setSearch({ from: String(from), to: String(to) });
  const [from, to] = 'version' in shown ? [shown.version, null] : [shown.from, shown.to];

  return (
    <div className={classes.panes}>
      <nav className={classes.list} aria-label="Versions">
        <ul>
          {items.map((release) => (
            <li key={release.version}>
              <VersionLink
                flow={flow.id}
                release={release}
                isOpen={to === null && from === release.version}
              />
            </li>
          ))}
        </ul>
        {onMore === null ? null : (
          <Button variant="subtle" size="xs" onClick={onMore}>
            Show older versions
          </Button>
        )}
      </nav>
      <div className={classes.shown}>
        <div className={classes.tools} role="group" aria-label="Compare">
          <span className={classes.label}>Compare</span>
          <Select
            aria-label="From"
            size="xs"
            w={92}
            data={sides}
            value={String(from)}
            allowDeselect={false}
            onChange={(picked) => compare(sideOf(picked) ?? from, to ?? 'draft')}
          />
          <span className={classes.label}>with</span>
          <Select
            aria-label="To"
            size="xs"
            w={92}
            data={sides}
            value={to === null ? null : String(to)}
            placeholder="Choose"
            allowDeselect={false}
            onChange={(picked) => compare(from, sideOf(picked) ?? 'draft')}
          />
        </div>
        {'version' in shown ? (
          <OneVersion key={shown.version} flow={flow} version={shown.version} />
        ) : (
          <Comparison flow={flow} from={shown.from} to={shown.to} />
        )}
      </div>
    </div>
  );
}

const sideOf = (picked: string | null): Side | null =>
  picked === null ? null : picked === 'draft' ? 'draft' : Number(picked);

function VersionLink({ flow, release, isOpen }: { flow: string; release: Release; isOpen: boolean }) {
  const names = useNames();
  return (
    <Link
      to={`/flows/${flow}/versions?version=${release.version}`}
      className={classes.version}
      {...(isOpen ? { 'aria-current': 'page' as const } : {})}
    >
      <span className={classes.head}>
        <strong>v{release.version}</strong>
        {release.live ? <Tag tone="good">Live</Tag> : null}
        <span className={classes.by}>
          <TimeAgo at={release.at} />
        </span>
      </span>
      <span className={classes.note}>{release.notes === '' ? 'No note' : release.notes}</span>
      <span className={classes.by}>
        {names.person(release.author)}
        {release.unfinished === 0 ? '' : ` · ${release.unfinished} under way`}
      </span>
    </Link>
  );
}
