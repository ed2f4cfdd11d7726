import { Button, Group, Modal, MultiSelect, Stack } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Names } from '../api/names.ts';
import { newRequestId, useAct, useCall } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { holdersWords } from './card-words.ts';

type Props = { card: Approval; names: Names };

/** Gives the card to other people or groups instead. */
export function HandOn({ card, names }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconUsers size={14} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        Hand on…
      </Button>
      {isOpen ? <HandOnDialog card={card} names={names} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function HandOnDialog({ card, names, onClose }: Props & { onClose: () => void }) {
  const workspace = useCall('workspace.get', {}).data;
  const hand = useAct('approvals.reassign');
  const [pools, setPools] = useState<string[]>([]);
  const [people, setPeople] = useState<string[]>([]);
  const poolNames = Object.keys(workspace?.pools ?? {});
  const press = (): void =>
    hand.mutate(
      { id: card.id, pools, people, requestId: newRequestId() },
      {
        onSuccess: (after) => {
          announce(`“${card.title}” now waits for ${holdersWords(after, names)}.`);
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={`Hand on “${card.title}”`}>
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          It waits for {holdersWords(card, names)} now. Only those you choose here can decide it afterwards.
          The time limit stays, and the journal keeps who handed it on.
        </p>
        <MultiSelect
          label="Groups"
          data={poolNames.map((value) => ({ value, label: names.pool(value) }))}
          value={pools}
          onChange={setPools}
          placeholder={pools.length === 0 ? 'Choose' : ''}
          nothingFoundMessage="No such group"
          searchable
          hidePickedOptions
        />
        <MultiSelect
          label="People"
          data={(workspace?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={people}
          onChange={setPeople}
          placeholder={people.length === 0 ? 'Choose' : ''}
          nothingFoundMessage="No such person"
          searchable
          hidePickedOptions
        />
        {hand.error === null ? null : <ErrorNote error={hand.error} what="It was not handed on." />}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Keep it
          </Button>
          <Button
            variant="filled"
            loading={hand.isPending}
            disabled={pools.length + people.length === 0}
            onClick={press}
          >
            Hand on
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
