import { ActionIcon, Button, Group, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { toRows, toWorkspace, type Rows, type Workspace } from './people-rows.ts';
import classes from './people-form.module.css';

/** Who there is, and which groups may decide. A group a flow names and nobody defined here has the owner alone in it. */
export function PeopleForm({ workspace, mayChange }: { workspace: Workspace; mayChange: boolean }) {
  const [rows, setRows] = useState<Rows>(() => toRows(workspace));
  const save = useAct('workspace.save');
  const isChanged = JSON.stringify(toWorkspace(workspace.me, rows)) !== JSON.stringify(workspace);
  const names = rows.people.map(({ name }) => name).filter((name) => name !== '');

  const changePerson = (index: number, part: Partial<Rows['people'][number]>): void =>
    setRows({
      ...rows,
      people: rows.people.map((person, at) => (at === index ? { ...person, ...part } : person)),
    });
  const changeGroup = (index: number, part: Partial<Rows['groups'][number]>): void =>
    setRows({
      ...rows,
      groups: rows.groups.map((group, at) => (at === index ? { ...group, ...part } : group)),
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(toWorkspace(workspace.me, rows), {
          onSuccess: () => announce('People and groups are saved.'),
        });
      }}
    >
      <fieldset className={classes.fields} disabled={!mayChange}>
        {rows.people.map((person, index) => (
          <div key={person.key} className={classes.row}>
            <TextInput
              aria-label="Name"
              placeholder="Name"
              required
              value={person.name}
              onChange={(event) => changePerson(index, { name: event.currentTarget.value })}
              rightSection={person.id === workspace.me ? <span className={classes.you}>you</span> : null}
            />
            <TextInput
              aria-label={`Email of ${person.name}`}
              placeholder="Email, for messages"
              type="email"
              value={person.email}
              onChange={(event) => changePerson(index, { email: event.currentTarget.value })}
            />
            {person.id === workspace.me ? (
              <span />
            ) : (
              <ActionIcon
                aria-label={`Remove ${person.name === '' ? 'this person' : person.name}`}
                onClick={() => setRows({ ...rows, people: rows.people.filter((_, at) => at !== index) })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            setRows({ ...rows, people: [...rows.people, { key: newKey(), id: null, name: '', email: '' }] })
          }
        >
          Add a person
        </Button>
        <div className={classes.gap} />
        {rows.groups.map((group, index) => (
          <div key={group.key} className={classes.row}>
            <TextInput
              aria-label="Group"
              placeholder="editors"
              required
              value={group.name}
              error={
                group.name === '' || /^[a-z][a-z0-9_-]{0,63}$/.test(group.name)
                  ? null
                  : 'Small letters, digits, - and _'
              }
              onChange={(event) => changeGroup(index, { name: event.currentTarget.value })}
            />
            <TagsInput
              aria-label={`People in ${group.name}`}
              placeholder={group.members.length === 0 ? 'Who is in it' : ''}
              data={names}
              value={group.members}
              onChange={(members) =>
                changeGroup(index, { members: members.filter((one) => names.includes(one)) })
              }
            />
            <ActionIcon
              aria-label={`Remove the group ${group.name}`}
              onClick={() => setRows({ ...rows, groups: rows.groups.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            setRows({ ...rows, groups: [...rows.groups, { key: newKey(), name: '', members: [] }] })
          }
        >
          Add a group
        </Button>
      </fieldset>
      {save.error === null ? null : <ErrorNote error={save.error} what="Nothing was saved." />}
      {mayChange ? (
        <Group mt="md">
          <Button type="submit" variant="filled" disabled={!isChanged} loading={save.isPending}>
            Save people and groups
          </Button>
        </Group>
      ) : null}
    </form>
  );
}

let keys = 0;
/** Rows of a form need a name of their own until they are saved. */
const newKey = (): string => `new-${(keys += 1)}`;
