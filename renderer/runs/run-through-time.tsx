import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Drawing } from '../../shared/flow/drawing.ts';
import type { Names } from '../api/names.ts';
import { stepName } from '../steps/step-words.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import type { Run } from '../run-parts/run-words.ts';
import { AboutRun } from './about-run.tsx';
import { Course } from './course/course.tsx';
import { useMoments } from './course/use-moments.ts';
import { RunStory, useStory } from './run-story.tsx';
import { StepRepair } from './repair/step-repair.tsx';
import { StepPanel } from './step/step-panel.tsx';
import { StepsList } from './step/steps-list.tsx';
import { useRunDrawing } from './use-run-drawing.ts';
import { useHistory } from './use-history.ts';
import classes from './run.module.css';

type Props = {
  run: Run;
  names: Names;
  /** What waits for a person: always as it stands now. */
  asked: ReactNode;
};

type Chosen = { node: string; visit: number | null };

/** Drawing, timeline, story and steps of one moment of the run; now, unless somebody goes back. */
export function RunThroughTime({ run, names, asked }: Props) {
  const history = useHistory(run.id);
  const moments = useMoments(run, history.items);
  const drawing = useRunDrawing(run.id, moments.run);
  const named = useNamed(drawing, useRunDrawing(run.id, undefined));
  const telling = useStory(moments, names, named);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const choose = (node: string | null, visit: number | null = null): void =>
    setChosen(node === null ? null : { node, visit });
  const side = useRef<HTMLDivElement>(null);
  const [repaired, setRepaired] = useState(0);
  // The dialog and what opened it are gone with the failure: the keyboard goes on at the step.
  useEffect(() => {
    if (repaired > 0) side.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, [repaired]);
  const latest = chosen && moments.run.steps.findLast(({ node }) => node === chosen.node);

  return (
    <div
      className={classes.columns}
      data-asks={asked !== null || undefined}
      onKeyDown={(event) => {
        // What a dialog hears comes by here too; it is the dialog's.
        const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key === 'Escape' && isHere && chosen !== null && !event.defaultPrevented) setChosen(null);
      }}
    >
      {asked}
      <div className={classes.course}>
        <Course
          run={run}
          moments={moments}
          drawing={drawing}
          named={named}
          said={telling.said.at(-1)?.text ?? ''}
          chosen={chosen && { node: chosen.node, visit: chosen.visit ?? latest?.visit ?? 1 }}
          onChoose={choose}
        />
      </div>
      <div ref={side} className={classes.side} data-column>
        {chosen === null ? (
          <Section title="Story">
            {history.items !== undefined ? (
              <RunStory telling={telling} moments={moments} isCut={history.isCut} />
            ) : history.error === null ? (
              <BlockSkeleton lines={4} />
            ) : (
              <ErrorNote error={history.error} what="The story could not be loaded." />
            )}
          </Section>
        ) : (
          <StepPanel
            run={moments.run}
            node={chosen.node}
            visit={chosen.visit}
            drawing={named}
            names={names}
            onVisit={(visit) => choose(chosen.node, visit)}
            onClose={() => choose(null)}
          >
            {moments.isPast || !drawing ? null : (
              <StepRepair
                key={chosen.node}
                run={run}
                node={chosen.node}
                visit={chosen.visit}
                drawing={drawing}
                onDone={() => {
                  choose(chosen.node);
                  setRepaired((times) => times + 1);
                }}
              />
            )}
          </StepPanel>
        )}
      </div>
      <div className={classes.steps}>
        <Section title="Steps">
          <StepsList run={run.id} steps={moments.run.steps} at={moments.at} drawing={named} names={names} />
        </Section>
        <AboutRun run={run} names={names} step={(node) => stepName(named, node)} />
      </div>
    </div>
  );
}

/** For names: what was drawn when the run began is still called so where its version of now has it no more. */
function useNamed(
  drawing: Drawing | null | undefined,
  began: Drawing | null | undefined,
): Drawing | undefined {
  return useMemo(() => {
    if (!drawing || !began || drawing === began) return drawing ?? began ?? undefined;
    return { ...drawing, nodes: { ...began.nodes, ...drawing.nodes } };
  }, [drawing, began]);
}
