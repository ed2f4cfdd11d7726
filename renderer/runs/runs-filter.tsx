import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { runStatuses } from '../../shared/api/parts.ts';
import { useCall } from '../api/use-call.ts';
import { statusWord } from '../ui/status-words.ts';
import { isFiltered, type Filters } from './filters.ts';
import classes from './runs.module.css';

const pauseMs = 250;

/** Flow, status and words; what is typed is looked for once the typing pauses. */
export function RunsFilter({
  filters,
  change,
}: {
  filters: Filters;
  change: (change: Partial<Filters>) => void;
}) {
  const flows = useCall('flows.list', { limit: 500 }).data?.items ?? [];
  const [typed, setTyped] = useState(filters.q);
  const known = flows.map(({ id, name }) => ({ value: id, label: name }));
  // Runs outlive their flow: a link to those of a deleted one still says whose they are.
  const isGone = filters.flow !== null && flows.length > 0 && !flows.some(({ id }) => id === filters.flow);

  useEffect(() => {
    if (typed === filters.q) return;
    const timer = setTimeout(() => change({ q: typed }), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, filters.q, change]);

  return (
    <div className={classes.filter} role="search" aria-label="Filter runs">
      <TextInput
        className={classes.words}
        aria-label="Words in inputs and outputs"
        placeholder="Words in inputs and outputs"
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        aria-label="Flow"
        placeholder="All flows"
        data={
          isGone && filters.flow !== null ? [...known, { value: filters.flow, label: filters.flow }] : known
        }
        value={filters.flow}
        onChange={(flow) => change({ flow, version: null })}
        clearable
        searchable={flows.length > 8}
      />
      <Select
        aria-label="State"
        placeholder="Every state"
        data={runStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
        value={filters.status}
        onChange={(status) => change({ status: runStatuses.find((one) => one === status) ?? null })}
        clearable
      />
      {filters.version === null ? null : (
        <Button
          rightSection={<IconX size={14} aria-hidden="true" />}
          aria-label={`Only v${filters.version}: show every version`}
          onClick={() => change({ version: null })}
        >
          Only v{filters.version}
        </Button>
      )}
      {isFiltered(filters) ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setTyped('');
            change({ flow: null, version: null, status: null, q: '' });
          }}
        >
          Show all
        </Button>
      ) : null}
    </div>
  );
}
