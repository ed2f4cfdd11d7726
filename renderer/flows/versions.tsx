import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useNames } from '../api/names.ts';
import { useList } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { VersionMenu, type Release } from './version-menu.tsx';
import classes from './versions.module.css';

/** Released versions, newest first, with what can be done with each. */
export function Versions({ flow }: { flow: FlowBrief }) {
  const releases = useList('flows.releases', { id: flow.id, limit: 20 });
  const items = releases.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title="Versions"
      actions={
        items.length === 0 ? null : (
          <Button variant="subtle" size="compact-sm" component={Link} to={`/flows/${flow.id}/versions`}>
            Open and compare
          </Button>
        )
      }
    >
      {releases.error === null ? null : (
        <ErrorNote error={releases.error} what="The versions could not be loaded." />
      )}
      {items.length === 0 && releases.data !== undefined ? (
        <p className={classes.none}>
          Nothing is released yet. A released version never changes; the draft goes on freely.
        </p>
      ) : (
        <ul className={classes.list}>
          {items.map((release) => (
            <Version key={release.version} flow={flow} release={release} />
          ))}
        </ul>
      )}
      {releases.hasNextPage ? (
        <Button
          variant="subtle"
          size="xs"
          loading={releases.isFetchingNextPage}
          onClick={() => void releases.fetchNextPage()}
        >
          Show older versions
        </Button>
      ) : null}
    </Section>
  );
}

function Version({ flow, release }: { flow: FlowBrief; release: Release }) {
  const names = useNames();
  return (
    <li className={classes.version}>
      <Link
        to={`/flows/${flow.id}/versions?version=${release.version}`}
        className={classes.number}
        aria-label={`Open v${release.version}`}
      >
        v{release.version}
      </Link>
      <span className={classes.words}>
        {release.notes === '' ? <span className={classes.none}>No note</span> : release.notes}
        <span className={classes.by}>
          {names.person(release.author)}, <TimeAgo at={release.at} />
        </span>
      </span>
      {release.unfinished === 0 ? null : (
        <span className={classes.by}>{`${release.unfinished} under way`}</span>
      )}
      {release.live ? <Tag tone="good">Live</Tag> : null}
      <VersionMenu flow={flow} release={release} />
    </li>
  );
}
