import { Checkbox, Input, Select, Stack } from '@mantine/core';
import { PeopleField, PoolsField } from '../controls/holders-field.tsx';
import { ChoiceField, NumberField, SwitchField } from '../controls/plain-fields.tsx';
import { useChange, useConfig, useFault } from '../step-context.ts';
import { textOf } from '../text-of.ts';

/** Who is asked, how many must agree, and who may not decide although they are among them. */
export function WhoDecides() {
  return (
    <>
      <PoolsField
        path={['assign', 'pools']}
        label="Groups"
        description="Nobody named: whoever owns this workspace."
      />
      <PeopleField path={['assign', 'people']} label="People" />
      <Excluded />
      <NumberField path={['quorum']} label="How many must agree" placeholder="1" min={1} />
      <SwitchField path={['veto']} label="One decline is enough to decline" byDefault />
      <ChoiceField
        path={['require', 'comment']}
        label="A comment is needed"
        byDefault="on-decline"
        choices={[
          { value: 'on-decline', label: 'When declining' },
          { value: 'always', label: 'Always' },
          { value: 'never', label: 'Never' },
        ]}
      />
      <Importance />
    </>
  );
}

const excluded = [
  { value: 'requester', label: 'Whoever asked for it' },
  { value: 'author', label: 'Whoever drew this flow' },
  { value: 'previous', label: 'Whoever decided the approval before' },
];

/** An empty list is an answer: somebody looked and said that everybody may. */
function Excluded() {
  const value = useConfig(['assign', 'exclude']);
  const change = useChange();
  const fault = useFault('config.assign.exclude', true);
  const chosen = Array.isArray(value) ? value.map(String) : null;
  return (
    <Input.Wrapper
      label="Who may not decide"
      labelElement="div"
      error={fault}
      data-field="config.assign.exclude"
    >
      <Checkbox.Group
        value={chosen ?? []}
        onChange={(next) => change.config(['assign', 'exclude'], next)}
        aria-label="Who may not decide"
      >
        <Stack gap={6} mt={4}>
          {excluded.map(({ value: who, label }) => (
            <Checkbox key={who} value={who} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        mt={6}
        label="Everybody may, also whoever asked"
        checked={chosen !== null && chosen.length === 0}
        onChange={(event) =>
          change.config(['assign', 'exclude'], event.currentTarget.checked ? [] : undefined)
        }
      />
    </Input.Wrapper>
  );
}

const tiers = [
  { value: 'auto', label: 'As the rules of the workspace say' },
  { value: '0', label: '0: goes through, and is written down' },
  { value: '1', label: '1: small matter, quick to decide' },
  { value: '2', label: '2: always a person, who has looked at the change' },
  { value: '3', label: '3: two people, or the experts' },
];

function Importance() {
  const value = useConfig(['tier']);
  const change = useChange();
  return (
    <Select
      data-field="config.tier"
      label="How important it is"
      error={useFault('config.tier')}
      data={tiers}
      value={textOf(value, 'auto')}
      allowDeselect={false}
      onChange={(picked) =>
        change.config(['tier'], picked === null || picked === 'auto' ? undefined : Number(picked))
      }
    />
  );
}
