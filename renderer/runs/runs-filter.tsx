import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { runStatuses } from '../../shared/api/parts.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { statusWord } from '../ui/status-words.ts';
import { isFiltered, noFilters, targets, type Filters } from './filters.ts';
import classes from './runs.module.css';
import { daysOf, daysText, timeChoices } from './time-range.ts';

const pauseMs = 250;
const targetWords = { draft: 'Drafts', live: 'Live', version: 'A version by hand' };

type Props = { filters: Filters; change: (change: Partial<Filters>) => void };

/** What failures are narrowed down by: their state is known, and why they failed is what the list tells. */
export function FailuresFilter({ filters, change }: Props) {
  return (
    <div className={classes.filter} role="search" aria-label="Filter failures">
      <FlowChoice filters={filters} change={change} />
      <TargetChoice filters={filters} change={change} />
      <PersonChoice filters={filters} change={change} />
      <TimeChoice filters={filters} change={change} />
      <OnlyVersion filters={filters} change={change} />
      {isFiltered(filters) ? (
        <Button variant="subtle" color="gray" onClick={() => change(noFilters)}>
          Show all
        </Button>
      ) : null}
    </div>
  );
}

/** What is typed is looked for once the typing pauses. */
export function RunsFilter({ filters, change }: Props) {
  const [typed, setTyped] = useState(filters.q);
  useEffect(() => {
    if (typed === filters.q) return;
    const timer = setTimeout(() => change({ q: typed }), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, filters.q, change]);

  return (
    <div className={classes.filter} role="search" aria-label="Filter runs">
      <TextInput
        className={classes.words}
        aria-label="Words in inputs, outputs and names"
        placeholder="Inputs, outputs, names"
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <FlowChoice filters={filters} change={change} />
      <Select
        className={classes.choice}
        aria-label="State"
        placeholder="Every state"
        data={runStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
        value={filters.status}
        onChange={(status) => change({ status: runStatuses.find((one) => one === status) ?? null })}
        clearable
      />
      <TargetChoice filters={filters} change={change} />
      <PersonChoice filters={filters} change={change} />
      <TimeChoice filters={filters} change={change} />
      <OnlyVersion filters={filters} change={change} />
      {filters.node === null ? null : (
        <Button
          rightSection={<IconX size={14} aria-hidden="true" />}
          aria-label={`Only failures at ${labelOf(filters.node)}: show all runs of the flow`}
          onClick={() => change({ node: null, code: null })}
        >
          Failed at {labelOf(filters.node)}
        </Button>
      )}
      {isFiltered(filters) ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setTyped('');
            change(noFilters);
          }}
        >
          Show all
        </Button>
      ) : null}
    </div>
  );
}

function TargetChoice({ filters, change }: Props) {
  return (
    <Select
      className={classes.choice}
      aria-label="Where"
      placeholder="Drafts and live"
      data={targets.map((target) => ({ value: target, label: targetWords[target] }))}
      value={filters.target}
      onChange={(target) => change({ target: targets.find((one) => one === target) ?? null })}
      clearable
    />
  );
}

/** A version that was chosen, and the way back to all of them. */
function OnlyVersion({ filters: { version }, change }: Props) {
  if (version === null) return null;
  return (
    <Button
      rightSection={<IconX size={14} aria-hidden="true" />}
      aria-label={`Only v${version}: show every version`}
      onClick={() => change({ version: null })}
    >
      Only v{version}
    </Button>
  );
}

/** The flow, and once there is one, its version. */
function FlowChoice({ filters, change }: Props) {
  const { flow, version } = filters;
  const flows = useCall('flows.list', { limit: 500 }).data?.items ?? [];
  const releases =
    useCall('flows.releases', { id: flow ?? '' }, { enabled: flow !== null }).data?.items ?? [];
  const known = flows.map(({ id, name }) => ({ value: id, label: name }));
  // Runs outlive their flow: a link to those of a deleted one still says whose they are.
  const isGone = flow !== null && flows.length > 0 && !flows.some(({ id }) => id === flow);
  return (
    <>
      <Select
        className={classes.choice}
        aria-label="Flow"
        placeholder="All flows"
        data={isGone ? [...known, { value: flow, label: flow }] : known}
        value={flow}
        onChange={(chosen) => change({ flow: chosen, version: null, node: null, code: null })}
        clearable
        searchable={flows.length > 8}
      />
      {releases.length > 1 && version === null ? (
        <Select
          className={classes.version}
          aria-label="Version"
          placeholder="Every version"
          data={releases.map((release) => ({ value: String(release.version), label: `v${release.version}` }))}
          value={null}
          onChange={(chosen) => change({ version: chosen === null ? null : Number(chosen) })}
        />
      ) : null}
    </>
  );
}

function PersonChoice({ filters: { person }, change }: Props) {
  const names = useNames();
  const people = useCall('workspace.get', {}).data?.people ?? [];
  const known = [...people.map(({ id }) => id), 'webhook', 'schedule'];
  const all = person === null || known.includes(person) ? known : [...known, person];
  const label = (id: string): string => {
    const name = names.person(id);
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  return (
    <Select
      className={classes.choice}
      aria-label="Started by"
      placeholder="By anybody"
      data={all.map((id) => ({ value: id, label: label(id) }))}
      value={person}
      onChange={(chosen) => change({ person: chosen })}
      clearable
      searchable={all.length > 8}
    />
  );
}

function TimeChoice({ filters: { time }, change }: Props) {
  const days = daysOf(time);
  return (
    <>
      <Select
        className={classes.choice}
        aria-label="Started"
        placeholder="At any time"
        data={timeChoices}
        value={days === null ? time : 'between'}
        onChange={(chosen) => change({ time: chosen === 'between' ? '..' : chosen })}
        clearable
      />
      {days === null ? null : (
        <>
          <TextInput
            type="date"
            aria-label="From"
            value={days.first}
            onChange={(event) => change({ time: daysText({ ...days, first: event.currentTarget.value }) })}
          />
          <TextInput
            type="date"
            aria-label="To"
            value={days.last}
            onChange={(event) => change({ time: daysText({ ...days, last: event.currentTarget.value }) })}
          />
        </>
      )}
    </>
  );
}
