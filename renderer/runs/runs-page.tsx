import { SegmentedControl } from '@mantine/core';
import { useCall } from '../api/use-call.ts';
import { Page } from '../ui/page.tsx';
import { FailureList } from './failure-list.tsx';
import { isFiltered, noFilters, useFilters, useListInput, views } from './filters.ts';
import { FailuresFilter, RunsFilter } from './runs-filter.tsx';
import { RunsList } from './runs-list.tsx';
import { StuckList } from './stuck-list.tsx';

/** Runs stand still by time alone: nobody tells. */
const stuckEveryMs = 60_000;

/** Every run: as a list, by why they failed, and those in which nothing happens. */
export function RunsPage() {
  const { filters, change } = useFilters();
  const input = useListInput(filters);
  const stuck = useCall('runs.stuck', {}, { everyMs: stuckEveryMs });
  const count = stuck.data?.items.length ?? 0;
  const labels = {
    list: 'All runs',
    failures: 'Failures',
    stuck: count === 0 ? 'Stuck' : `Stuck · ${count}`,
  };

  return (
    <Page
      title="Runs"
      actions={
        <SegmentedControl
          aria-label="What is shown"
          data={views.map((view) => ({ value: view, label: labels[view] }))}
          value={filters.view}
          onChange={(chosen) =>
            change({ ...noFilters, view: views.find((view) => view === chosen) ?? 'list' })
          }
        />
      }
    >
      {filters.view === 'list' ? (
        <>
          <RunsFilter filters={filters} change={change} />
          <RunsList query={input} isFiltered={isFiltered(filters)} onClear={() => change(noFilters)} />
        </>
      ) : filters.view === 'failures' ? (
        <>
          <FailuresFilter filters={filters} change={change} />
          <FailureList filters={filters} onClear={() => change(noFilters)} />
        </>
      ) : (
        <StuckList stuck={stuck} />
      )}
    </Page>
  );
}
