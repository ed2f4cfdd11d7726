import { Button } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { compareRuns } from '../../../shared/run/compare-runs.ts';
import { useNames } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { stepName } from '../../steps/step-words.ts';
import { codeOf } from '../../ui/error-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { BlockSkeleton } from '../../ui/skeletons.tsx';
import { BothRuns } from './both-runs.tsx';
import { CompareCanvas } from './compare-canvas.tsx';
import { countWords, roundWords } from './compare-words.ts';
import { DifferenceList } from './difference-list.tsx';
import { useBothDrawn } from './use-both-drawn.ts';

type Props = { left: string; right: string };

/** Two runs of a flow: where they parted, both paths on one drawing, and every step that differs. */
export function ComparePage({ left, right }: Props) {
  const [a, b] = [useCall('runs.get', { id: left }), useCall('runs.get', { id: right })];
  const back = { to: `/runs/${left}`, label: 'Run' };
  if (a.data !== undefined && b.data !== undefined) {
    if (a.data.flow !== b.data.flow) return <OtherFlow back={back} />;
    return <Compared left={a.data} right={b.data} />;
  }
  const error = a.error ?? b.error;
  return (
    <Page title="Two runs compared" back={{ to: '/runs', label: 'Runs' }}>
      {error === null ? (
        <BlockSkeleton lines={8} />
      ) : codeOf(error) === 'not_found' ? (
        <EmptyState title="One of the two runs is not there" actions={<ToRuns />}>
          It may be older than its flow keeps runs, or the link was cut short.
        </EmptyState>
      ) : (
        <ErrorState
          error={error}
          what="The runs could not be loaded"
          means="They are as they were: only this view is missing."
          onRetry={() => void Promise.all([a.refetch(), b.refetch()])}
        />
      )}
    </Page>
  );
}

function OtherFlow({ back }: { back: { to: string; label: string } }) {
  return (
    <Page title="Two runs compared" back={back}>
      <EmptyState title="These are runs of two flows" actions={<ToRuns />}>
        Steps are compared one by one, so both runs have to be of the same flow. Choose another one.
      </EmptyState>
    </Page>
  );
}

function ToRuns() {
  return (
    <Button component={Link} to="/runs" variant="filled">
      See all runs
    </Button>
  );
}

function Compared({ left, right }: { left: Run; right: Run }) {
  const names = useNames();
  const drawn = useBothDrawn(left, right);
  const comparison = useMemo(() => compareRuns(left, right), [left, right]);
  const { rounds, first } = comparison;
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const step = (node: string): string => stepName(drawn.drawing ?? undefined, node);
  const where = first === null ? undefined : rounds[first];
  // Until somebody presses a step the first difference is the one that is lit.
  const selected = chosen === undefined ? (where?.node ?? null) : chosen;

  return (
    <Page
      title={`${names.flow(left.flow)}: two runs`}
      back={{ to: `/runs/${left.id}`, label: 'Run' }}
      lead={
        <span role="status">
          {where === undefined ? null : (
            <>
              <strong>First difference:</strong> {roundWords(where, step(where.node))}{' '}
            </>
          )}
          {countWords(rounds)}
        </span>
      }
      actions={
        <Button
          component={Link}
          to={`/runs/${right.id}/compare/${left.id}`}
          leftSection={<IconArrowsLeftRight size={16} />}
        >
          Swap A and B
        </Button>
      }
    >
      <BothRuns left={left} right={right} names={names} />
      <CompareCanvas rounds={rounds} drawn={drawn} selected={selected} onSelect={setChosen} />
      <Section title="What differs">
        <DifferenceList
          // Opened anew where another step is chosen on the drawing.
          comparison={comparison}
          step={step}
          selected={selected}
        />
      </Section>
    </Page>
  );
}
