import { Button } from '@mantine/core';
import { IconPencil, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AppError } from '../../shared/errors.ts';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page, Section } from '../ui/page.tsx';
import { fixOf } from '../steps/problem-fix.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { Connections } from './connections.tsx';
import { briefOfFlow, type FlowBrief } from '../flow-actions/flow-brief.ts';
import { FlowMenu } from '../flow-actions/flow-menu.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { ReleaseDialog } from '../release/release-dialog.tsx';
import { RunButton } from '../flow-actions/run-button.tsx';
import { LazyDrawingView } from '../canvas/lazy-drawing-view.tsx';
import { StepsList } from './steps-list.tsx';
import { Versions } from './versions.tsx';
import { WebhookAddresses } from './webhook-addresses.tsx';
import classes from './flow-page.module.css';

const back = { to: '/flows', label: 'Flows' };

/** One flow as a page to read: what it does, step by step, what is wrong with it, and its versions. */
export function FlowPage({ id }: { id: string }) {
  const answer = useCall('flows.get', { id });

  if (answer.error instanceof AppError && answer.error.code === 'not_found') return <Gone />;
  if (answer.error !== null && answer.data === undefined) {
    return (
      <Page title={id} back={back}>
        <ErrorState
          error={answer.error}
          what="The flow could not be loaded"
          onRetry={() => void answer.refetch()}
        />
      </Page>
    );
  }
  const flow = answer.data;
  if (flow === undefined) {
    return (
      <Page title=" " back={back}>
        <BlockSkeleton lines={8} />
      </Page>
    );
  }

  const brief = briefOfFlow(flow);
  const { drawing, problems } = flow;
  return (
    <Page
      title={flow.name}
      back={back}
      lead={drawing.description}
      marks={<State flow={brief} />}
      actions={
        <>
          <EditButton flow={brief} />
          <RunButton flow={brief} />
          <ReleaseButton flow={brief} />
          <FlowMenu flow={brief} />
        </>
      }
    >
      {problems.length === 0 ? null : (
        <Section title={brief.errors > 0 ? 'Problems in the draft' : 'Worth knowing'}>
          <ProblemList
            problems={problems.map((problem) => ({ ...problem, fix: fixOf(problem) }))}
            nodeName={(node) => stepName(drawing, node)}
          />
        </Section>
      )}
      {Object.keys(drawing.nodes).length === 0 ? null : (
        <Section title="Drawing">
          <div className={classes.drawing}>
            <LazyDrawingView drawing={drawing} label="The draft, drawn" isInPage />
          </div>
        </Section>
      )}
      <Section title="Steps">
        <StepsList drawing={drawing} problems={problems} />
      </Section>
      <RecentRuns flow={id} />
      <Connections flow={id} drawing={drawing} />
      <WebhookAddresses flow={id} drawing={drawing} />
      <Versions flow={brief} />
    </Page>
  );
}

function State({ flow }: { flow: FlowBrief }) {
  return (
    <>
      {flow.live === null ? <Tag>Not live</Tag> : <Tag tone="good">{`Live v${flow.live}`}</Tag>}
      {flow.errors === 0 ? null : (
        <Tag tone="bad">{flow.errors === 1 ? '1 problem' : `${flow.errors} problems`}</Tag>
      )}
    </>
  );
}

function EditButton({ flow }: { flow: FlowBrief }) {
  const mayAuthor = useMay('author');
  if (!mayAuthor) return null;
  return (
    <Button
      component={Link}
      to={`/flows/${flow.id}/edit`}
      leftSection={<IconPencil size={15} aria-hidden="true" />}
    >
      Edit
    </Button>
  );
}

function ReleaseButton({ flow }: { flow: FlowBrief }) {
  const [isOpen, setIsOpen] = useState(false);
  const mayRelease = useMay('release');
  if (!mayRelease || flow.errors > 0) return null;
  return (
    <>
      <Button leftSection={<IconTag size={15} aria-hidden="true" />} onClick={() => setIsOpen(true)}>
        Release…
      </Button>
      {isOpen ? <ReleaseDialog flow={flow} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Gone() {
  return (
    <EmptyState
      isScreen
      title="There is no such flow"
      actions={
        <Button component={Link} to="/flows" variant="filled">
          Show all flows
        </Button>
      }
    >
      It may have been deleted. Its runs and decisions are kept.
    </EmptyState>
  );
}
