import { MultiSelect, Select } from '@mantine/core';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { Section } from '../ui/page.tsx';
import { mappedDrawing, type Choices, type PersonChoice, type PoolChoice, type Seen } from './choices.ts';
import classes from './import.module.css';
import { canBeAdded } from './people-added.ts';

type Props = { seen: Seen; choices: Choices; onChoose: (choices: Choices) => void };

const spoken = (pool: string): string => pool.replaceAll(/[-_]+/g, ' ');
const counted = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Whom the file asks, and who that is here. */
export function HoldersPart({ seen, choices, onChoose }: Props) {
  const workspace = useCall('workspace.get', {}).data;
  const mayChange = useMay('workspace');
  if (seen.pools.length + seen.people.length === 0) return null;
  const people = workspace?.people ?? [];
  const steps = (names: readonly string[]): string =>
    names.map((step) => stepName(seen.drawing, step)).join(', ');

  const choosePool = (name: string, choice: PoolChoice | null): void =>
    onChoose({ ...choices, pools: withChoice(choices.pools, name, choice) });
  const choosePerson = (name: string, choice: PersonChoice | null): void =>
    onChoose({ ...choices, people: withChoice(choices.people, name, choice) });

  return (
    <Section title="People and groups">
      <table className={classes.needs} data-two aria-label="People and groups">
        <thead>
          <tr>
            <th scope="col">Asked in the file</th>
            <th scope="col">On this machine</th>
          </tr>
        </thead>
        <tbody>
          {seen.pools.map(({ name, members, steps: where }) => (
            <tr key={`pool ${name}`}>
              <td>
                <div className={classes.name}>{spoken(name)}</div>
                <div className={classes.about}>Group · {steps(where)}</div>
              </td>
              <td>
                <Pool
                  name={name}
                  members={members}
                  others={Object.keys(workspace?.pools ?? {}).filter((pool) => pool !== name)}
                  people={people}
                  mayMake={mayChange && members === null}
                  choice={choices.pools[name] ?? null}
                  onChoose={(choice) => choosePool(name, choice)}
                />
              </td>
            </tr>
          ))}
          {seen.people.map(({ name, person, steps: where }) => (
            <tr key={`person ${name}`}>
              <td>
                <div className={classes.name}>{people.find(({ id }) => id === person)?.name ?? name}</div>
                <div className={classes.about}>Person · {steps(where)}</div>
              </td>
              <td>
                <Select
                  aria-label={`Who ${name} is here`}
                  data={[
                    {
                      value: 'keep',
                      label: person === null ? 'Nobody yet: keep the name' : 'The same person',
                    },
                    ...(mayChange && person === null && canBeAdded(name)
                      ? [{ value: 'add', label: 'Add to the people here' }]
                      : []),
                    ...people
                      .filter(({ id }) => id !== person)
                      .map(({ id, name: known }) => ({ value: `use ${id}`, label: `${known} instead` })),
                  ]}
                  value={personValue(choices.people[name])}
                  allowDeselect={false}
                  onChange={(picked) => {
                    if (picked === null || picked === 'keep') choosePerson(name, null);
                    else if (picked === 'add') choosePerson(name, { do: 'add' });
                    else choosePerson(name, { do: 'use', person: picked.slice('use '.length) });
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.hint} role="status">
        {mappedDrawing(seen, choices) === seen.drawing
          ? ''
          : `Asking somebody else changes the flow itself${
              seen.origin === null ? '' : `: it no longer matches v${seen.origin.version}`
            }.`}
      </p>
    </Section>
  );
}

function withChoice<Choice>(
  all: Record<string, Choice>,
  name: string,
  choice: Choice | null,
): Record<string, Choice> {
  const { [name]: _, ...others } = all;
  return choice === null ? others : { ...others, [name]: choice };
}

const personValue = (choice: PersonChoice | undefined): string =>
  choice === undefined ? 'keep' : choice.do === 'add' ? 'add' : `use ${choice.person}`;

type PoolProps = {
  name: string;
  members: readonly string[] | null;
  others: readonly string[];
  people: readonly { id: string; name: string }[];
  mayMake: boolean;
  choice: PoolChoice | null;
  onChoose: (choice: PoolChoice | null) => void;
};

function Pool({ name, members, others, people, mayMake, choice, onChoose }: PoolProps) {
  return (
    <div className={classes.pool}>
      <Select
        aria-label={`Who ${spoken(name)} are here`}
        data={[
          {
            value: 'keep',
            label:
              members === null
                ? 'Nobody yet: the owner is asked'
                : `The group of that name, ${counted(members.length)}`,
          },
          ...(mayMake ? [{ value: 'make', label: 'Make the group here…' }] : []),
          ...others.map((pool) => ({ value: `use ${pool}`, label: `${spoken(pool)} instead` })),
        ]}
        value={choice === null ? 'keep' : choice.do === 'make' ? 'make' : `use ${choice.pool}`}
        allowDeselect={false}
        onChange={(picked) => {
          if (picked === null || picked === 'keep') onChoose(null);
          else if (picked === 'make') onChoose({ do: 'make', people: [] });
          else onChoose({ do: 'use', pool: picked.slice('use '.length) });
        }}
      />
      {choice?.do === 'make' ? (
        <MultiSelect
          aria-label={`People in ${spoken(name)}`}
          placeholder={choice.people.length === 0 ? 'Choose people' : ''}
          data={people.map((person) => ({ value: person.id, label: person.name }))}
          value={choice.people}
          searchable
          hidePickedOptions
          onChange={(chosen) => onChoose({ do: 'make', people: chosen })}
        />
      ) : null}
    </div>
  );
}
