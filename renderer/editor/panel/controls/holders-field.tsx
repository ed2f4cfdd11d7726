import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';
import { useCall } from '../../../api/use-call.ts';
import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { nameFrom } from '../../../steps/names.ts';

type Props = { path: JsonPath; label: string; description?: string | undefined };

type Option = { value: string; label: string };

const spoken = (pool: string): string => pool.replaceAll(/[-_]+/g, ' ');

/** Groups of the workspace; one that is not there yet can be named and filled later. */
export function PoolsField({ path, label, description }: Props) {
  const known = Object.keys(useCall('workspace.get', {}).data?.pools ?? {});
  return (
    <NamesField
      path={path}
      label={label}
      description={description}
      known={known.map((pool) => ({ value: pool, label: spoken(pool) }))}
      shownAs={spoken}
      read={(text) => nameFrom(text, '-')}
    />
  );
}

/** People of the workspace; anybody else by their address. */
export function PeopleField({ path, label, description }: Props) {
  const people = useCall('workspace.get', {}).data?.people ?? [];
  return (
    <NamesField
      path={path}
      label={label}
      description={description}
      known={people.map(({ id, name }) => ({ value: id, label: name }))}
      shownAs={(id) => people.find((one) => one.id === id)?.name ?? id}
      read={(text) => text.trim()}
    />
  );
}

type NamesProps = Props & {
  known: Option[];
  shownAs: (value: string) => string;
  /** What somebody typed, as it is written into the flow. */
  read: (text: string) => string;
};

function NamesField({ path, label, description, known, shownAs, read }: NamesProps) {
  const value = useConfig(path);
  const change = useChange();
  const [words, setWords] = useState('');
  const field = fieldOf(path);
  const names = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const typed = read(words);
  const fresh = typed !== '' && ![...known.map((one) => one.value), ...names].includes(typed);
  const options: Option[] = [
    ...known,
    ...names
      .filter((name) => known.every((one) => one.value !== name))
      .map((name) => ({ value: name, label: shownAs(name) })),
    ...(fresh ? [{ value: typed, label: `Add “${typed}”` }] : []),
  ];
  const put = (next: string[]): void => {
    setWords('');
    change.config(path, next.length === 0 ? undefined : next);
  };
  /** What stands there is taken as it stands, unless one of the offers is chosen with the arrow keys. */
  const take = (): boolean => {
    if (typed === '' || names.includes(typed)) return false;
    put([...names, typed]);
    return true;
  };
  return (
    <MultiSelect
      data-field={field}
      label={label}
      description={description}
      error={useFault(field, true)}
      data={options}
      value={names}
      searchable
      hidePickedOptions
      searchValue={words}
      onSearchChange={setWords}
      placeholder={names.length === 0 ? 'Choose or type' : ''}
      // The fresh one is found by what it becomes, not only by what was typed.
      filter={({ options: all, search }) =>
        all.filter(
          (one) =>
            !('items' in one) &&
            (one.label.toLowerCase().includes(search.trim().toLowerCase()) || one.value === typed),
        )
      }
      comboboxProps={{ transitionProps: { duration: 80 } }}
      onChange={put}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.currentTarget.hasAttribute('aria-activedescendant')) return;
        if (take()) event.preventDefault();
      }}
      onBlur={take}
    />
  );
}
