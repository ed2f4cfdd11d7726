import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { listed } from '../../../shared/approval/words.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { placeAll } from '../../../shared/flow/edit/places.ts';
import { DrawingView } from '../../canvas/drawing-view.tsx';
import { sizesOf } from '../../canvas/face.ts';
import { marksFromRun } from '../../canvas/marks-from-run.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { stepName } from '../../steps/step-words.ts';
import { Section } from '../../ui/page.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { exactTime, preciseTime } from '../../ui/times.ts';
import classes from './course.module.css';
import { Timeline, type Chosen } from './timeline.tsx';
import type { Moments } from './use-moments.ts';

type Props = {
  /** The run as it stands now. */
  run: Run;
  moments: Moments;
  /** undefined while it is loaded, null where it is kept no longer. */
  drawing: Drawing | null | undefined;
  /** What its steps are called, those of the version it began on too. */
  named: Drawing | undefined;
  /** What had just happened at the moment, as the story says it. */
  said: string;
  chosen: Chosen | null;
  onChoose: (node: string | null, visit?: number) => void;
};

/** The run on its drawing and over time; one scrubber moves both, the story and the steps. */
export function Course({ run, moments, drawing, named, said, chosen, onChoose }: Props) {
  const { isPast, count, k, told } = moments;
  const at = told[k - 1]?.at;
  // Placed once: what has no place of its own would be laid out again at every moment.
  const placed = useMemo(() => drawing && placeAll(drawing, sizesOf(drawing)), [drawing]);
  const lit = useMemo(() => placed && marksFromRun(moments.run, placed), [moments.run, placed]);
  const moment = at === undefined ? '' : preciseTime(at);
  const words = `Event ${k} of ${count}, ${moment}: ${said}`;
  return (
    <Section title="Course of the run" actions={isPast ? <Then run={run} moments={moments} /> : null}>
      <div className={classes.course} data-past={isPast || undefined}>
        {drawing === null ? (
          <p className={classes.noDrawing}>
            The drawing of this run is no longer kept. What happened still is.
          </p>
        ) : (
          <div className={classes.canvas}>
            {placed && lit ? (
              <DrawingView
                // Another version is another drawing: it opens anew.
                key={moments.run.version}
                drawing={placed}
                label="The flow as it ran"
                marks={lit.marks}
                wireMarks={lit.wireMarks}
                selected={chosen?.node ?? null}
                follow={told.slice(0, k).findLast(({ node }) => node !== null)?.node ?? null}
                onSelect={onChoose}
              />
            ) : null}
          </div>
        )}
        <NotDrawn run={moments.run} drawing={drawing ?? undefined} named={named} />
        {count === 0 ? null : (
          <Timeline
            whole={run}
            moments={moments}
            drawing={named}
            words={words}
            chosen={chosen}
            onChoose={onChoose}
          />
        )}
        <p className={classes.said}>
          {at === undefined ? null : (
            <time className={classes.saidAt} dateTime={at} title={exactTime(at)}>
              {moment}
            </time>
          )}
          {said}
        </p>
      </div>
    </Section>
  );
}

type NotDrawnProps = { run: Run; drawing: Drawing | undefined; named: Drawing | undefined };

/** A run that went on with another version may have steps that are drawn there no more. */
function NotDrawn({ run, drawing, named }: NotDrawnProps) {
  if (drawing === undefined || run.version === run.firstVersion) return null;
  const gone = [...new Set(run.steps.map(({ node }) => node))].filter(
    (node) => drawing.nodes[node] === undefined,
  );
  if (gone.length === 0) return null;
  return (
    <p className={classes.notDrawn}>
      Not in v{run.version}: {listed(gone.map((node) => `“${stepName(named, node)}”`))}. What happened there
      stands in the timeline.
    </p>
  );
}

/** In the past: where the run stood then, and the way back. */
function Then({ run, moments }: { run: Run; moments: Moments }) {
  return (
    <span className={classes.then}>
      <span>As it stood then:</span>
      <StatusBadge status={moments.run.status} />
      <Button size="compact-sm" variant="default" onClick={() => moments.go(moments.count)}>
        {run.endedAt === null ? 'Back to now' : 'Back to the end'}
      </Button>
    </span>
  );
}
