import { Button, TextInput } from '@mantine/core';
import { IconDownload, IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useMay } from '../api/names.ts';
import { useList } from '../api/use-call.ts';
import { chooseFiles, type ChosenFile } from '../flow-file/chosen-files.ts';
import { FileDrop } from '../flow-file/file-drop.tsx';
import { NewFlow } from '../flow-file/new-flow.tsx';
import { OpenFile } from '../flow-file/open-file.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Outcomes } from '../ui/outcomes.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { ExportFlows } from '../flow-actions/export-flows.tsx';
import { briefOfItem } from '../flow-actions/flow-brief.ts';
import { FlowMenu } from '../flow-actions/flow-menu.tsx';
import { RunButton } from '../flow-actions/run-button.tsx';
import { TemplateGallery } from './template-gallery.tsx';
import classes from './flows-page.module.css';

type FlowItem = OutputOf<'flows.list'>['items'][number];

/** A filter only helps once the list is longer than a glance. */
const filterFrom = 12;

export function FlowsPage() {
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const flows = useList('flows.list', { limit: 100, ...(words === '' ? {} : { q: words }) });
  const items = flows.data?.pages.flatMap((page) => page.items);
  const isFiltered = words !== '';

  return (
    <Page
      title="Flows"
      actions={
        <>
          {isFiltered || (items?.length ?? 0) > 0 ? <ExportButton /> : null}
          <Begin />
        </>
      }
    >
      <BringFiles />
      {isFiltered || (items?.length ?? 0) >= filterFrom ? (
        <TextInput
          className={classes.filter}
          aria-label="Find a flow"
          placeholder="Find a flow"
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {flows.error !== null && items === undefined ? (
        <ErrorState
          error={flows.error}
          what="The flows could not be loaded"
          onRetry={() => void flows.refetch()}
        />
      ) : items === undefined ? (
        <RowSkeletons />
      ) : items.length === 0 ? (
        <NoFlows isFiltered={isFiltered} onClear={() => setTyped('')} />
      ) : (
        <>
          <Rows
            className={classes.flows}
            label="Flows"
            columns={['Flow', 'Live', 'Draft', 'Waiting', 'Last runs', 'Changed', '']}
          >
            {items.map((flow) => (
              <FlowRow key={flow.id} flow={flow} />
            ))}
          </Rows>
          {flows.hasNextPage ? (
            <Button
              variant="subtle"
              mt="sm"
              loading={flows.isFetchingNextPage}
              onClick={() => void flows.fetchNextPage()}
            >
              Show more flows
            </Button>
          ) : null}
        </>
      )}
      {isFiltered || items === undefined ? null : (
        <div className={classes.templates}>
          <Section title="Templates">
            <TemplateGallery />
          </Section>
        </div>
      )}
    </Page>
  );
}

function FlowRow({ flow }: { flow: FlowItem }) {
  const brief = briefOfItem(flow);
  return (
    <Row
      to={`/flows/${flow.id}`}
      title={flow.name}
      {...(flow.labels.length === 0 ? {} : { under: flow.labels.join(' · ') })}
      cells={[
        flow.live === null ? (
          <span className={classes.quiet}>Not live</span>
        ) : (
          <Tag tone="good">{`v${flow.live}`}</Tag>
        ),
        <DraftState key="draft" flow={flow} />,
        flow.waiting === 0 ? (
          <span className={classes.quiet}>None</span>
        ) : (
          <Link to={`/runs?flow=${flow.id}&status=waiting`} className={classes.waiting}>
            {flow.waiting === 1 ? '1 run' : `${flow.waiting} runs`}
          </Link>
        ),
        <Outcomes key="runs" statuses={flow.recent.map(({ status }) => status)} />,
        <TimeAgo key="at" at={flow.updatedAt} />,
        <span key="actions" className={classes.actions}>
          <RunButton flow={brief} isCompact />
          <FlowMenu flow={brief} />
        </span>,
      ]}
    />
  );
}

function DraftState({ flow }: { flow: FlowItem }) {
  const { errors, warnings } = flow.problems;
  if (errors > 0)
    return <span className={classes.bad}>{errors === 1 ? '1 problem' : `${errors} problems`}</span>;
  if (warnings > 0)
    return <span className={classes.quiet}>{warnings === 1 ? '1 warning' : `${warnings} warnings`}</span>;
  return <span className={classes.quiet}>Ready to run</span>;
}

function Begin() {
  const mayAuthor = useMay('author');
  if (!mayAuthor) return null;
  return (
    <>
      <OpenFileButton />
      <NewFlow>
        {({ onClick }) => (
          <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={onClick}>
            New flow
          </Button>
        )}
      </NewFlow>
    </>
  );
}

function ExportButton() {
  return (
    <ExportFlows>
      {({ onClick }) => (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={onClick}
        >
          Export…
        </Button>
      )}
    </ExportFlows>
  );
}

/** Files dropped anywhere here, or a flow pasted from the clipboard, are looked at first. */
function BringFiles() {
  const [, go] = useLocation();
  const mayAuthor = useMay('author');
  const bring = useCallback(
    (files: ChosenFile[]): void => {
      chooseFiles(files);
      go('/import');
    },
    [go],
  );
  return mayAuthor ? <FileDrop onFiles={bring} /> : null;
}

function OpenFileButton() {
  const mayAuthor = useMay('author');
  if (!mayAuthor) return null;
  return (
    <OpenFile>
      {({ onClick, loading }) => (
        <Button leftSection={<IconFileImport size={16} />} onClick={onClick} loading={loading}>
          Open a file
        </Button>
      )}
    </OpenFile>
  );
}

function NoFlows({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title="No flow has these words" actions={<Button onClick={onClear}>Show all flows</Button>}>
        Names, identifiers and descriptions were looked through.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No flows yet"
      actions={
        <>
          <Button component={Link} to="/">
            Try an approval
          </Button>
          <OpenFileButton />
        </>
      }
    >
      A flow says what happens step by step, and where a person has to decide. Begin with one of the templates
      below, or draw your own.
    </EmptyState>
  );
}
