import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { auditTopics } from '../../shared/api/audit.ts';
import { useCall } from '../api/use-call.ts';
import classes from './audit.module.css';
import { isFiltered, noFilters, type Filters } from './filters.ts';

const pauseMs = 250;

const topicWords: Record<(typeof auditTopics)[number], string> = {
  approvals: 'Decisions and what followed',
  runs: 'Runs that people changed',
  flows: 'Releases and flows',
  connections: 'Connections',
  people: 'People and tokens',
};

const others = [
  { value: 'countersign', label: 'Countersign itself' },
  { value: 'timer', label: 'A deadline' },
];

type Props = { filters: Filters; change: (change: Partial<Filters>) => void };

/** Words, topic, person and days; what is typed is looked for once the typing pauses. */
export function AuditFilter({ filters, change }: Props) {
  const people = useCall('workspace.get', {}).data?.people ?? [];
  // Only while somebody types: otherwise the field says what the address says.
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      change({ q: typed });
      setTyped(null);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, change]);

  return (
    <div className={classes.filter} role="search" aria-label="Filter the journal">
      <TextInput
        className={classes.words}
        aria-label="Words in the journal"
        placeholder="Words in the journal"
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        value={typed ?? filters.q}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        className={classes.choice}
        aria-label="About"
        placeholder="About anything"
        data={auditTopics.map((topic) => ({ value: topic, label: topicWords[topic] }))}
        value={filters.about}
        onChange={(about) => change({ about: auditTopics.find((one) => one === about) ?? null })}
        clearable
      />
      <Select
        className={classes.choice}
        aria-label="Who"
        placeholder="Anybody"
        data={[...people.map(({ id, name }) => ({ value: id, label: name })), ...others]}
        value={filters.who}
        onChange={(who) => change({ who })}
        searchable={people.length > 8}
        clearable
      />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          className={classes.day}
          type="date"
          aria-label={end === 'from' ? 'From this day' : 'To this day'}
          title={end === 'from' ? 'From this day' : 'To this day'}
          value={filters[end] ?? ''}
          onChange={(event) =>
            change({ [end]: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
      ))}
      {isFiltered(filters) ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setTyped(null);
            change(noFilters);
          }}
        >
          Show all
        </Button>
      ) : null}
    </div>
  );
}
