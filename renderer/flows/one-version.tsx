import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { LazyDrawingView } from '../canvas/lazy-drawing-view.tsx';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { Part } from '../release/part.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TextView } from '../ui/text-view.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { StepsList } from './steps-list.tsx';
import { VersionMenu } from './version-menu.tsx';
import classes from './versions-page.module.css';

/** A released version as it was: drawn, in words and as its file. */
export function OneVersion({ flow, version }: { flow: FlowBrief; version: number }) {
  const names = useNames();
  const [selected, setSelected] = useState<string | null>(null);
  const release = useCall('flows.releaseOf', { id: flow.id, version });
  if (release.error !== null) {
    return (
      <EmptyState
        title={`There is no v${version}`}
        actions={
          <Button component={Link} to={`/flows/${flow.id}/versions`} variant="filled">
            Show the newest
          </Button>
        }
      >
        Versions are numbered from 1 as they are released.
      </EmptyState>
    );
  }
  if (release.data === undefined) return <BlockSkeleton lines={8} />;
  const { drawing, text, notes, author, at, live, unfinished } = release.data;
  return (
    <div className={classes.both}>
      <div className={classes.canvas}>
        <LazyDrawingView
          drawing={drawing}
          label={`v${version}, drawn`}
          selected={selected}
          onSelect={setSelected}
        />
      </div>
      <div className={classes.side} tabIndex={0} role="group" aria-label={`About v${version}`}>
        <section aria-label={`v${version}`}>
          <div className={classes.head}>
            <h2 className={classes.title}>v{version}</h2>
            {live ? <Tag tone="good">Live</Tag> : null}
            <span className={classes.space} />
            <VersionMenu flow={flow} release={{ version, live }} />
          </div>
          <p className={classes.wholeNote}>{notes === '' ? 'No note' : notes}</p>
          <p className={classes.by}>
            Released by {names.person(author)}, <TimeAgo at={at} />
          </p>
          {unfinished === 0 ? null : (
            <p className={classes.by}>
              <Link to={`/runs?flow=${flow.id}&version=${version}`}>
                {unfinished === 1 ? '1 run is under way on it' : `${unfinished} runs are under way on it`}
              </Link>
            </p>
          )}
        </section>
        <Part title="Steps">
          <StepsList drawing={drawing} problems={[]} />
        </Part>
        <Disclosure label="The file">
          <TextView text={text} label={`The file of v${version}`} />
        </Disclosure>
      </div>
    </div>
  );
}
