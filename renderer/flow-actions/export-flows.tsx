import { Button, Checkbox, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useClient } from '../api/api-provider.tsx';
import { useCall } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { choosePlace, saveInto } from '../ui/save-into.ts';
import { RowSkeletons } from '../ui/skeletons.tsx';
import classes from './export-flows.module.css';

type Flow = OutputOf<'flows.list'>['items'][number];
type Source = 'draft' | 'live';

/** Several flows as files, one each, as their own page exports one. */
export function ExportFlows({ children }: { children: (press: { onClick: () => void }) => ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {children({ onClick: () => setIsOpen(true) })}
      {isOpen ? <ExportDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function ExportDialog({ onClose }: { onClose: () => void }) {
  const flows = useCall('flows.list', { limit: 500 });
  return (
    <Modal opened onClose={onClose} title="Export flows">
      {flows.error !== null && flows.data === undefined ? (
        <ErrorState
          error={flows.error}
          what="The flows could not be loaded"
          onRetry={() => void flows.refetch()}
        />
      ) : flows.data === undefined ? (
        <RowSkeletons />
      ) : (
        <ExportForm flows={flows.data.items} onClose={onClose} />
      )}
    </Modal>
  );
}

function ExportForm({ flows, onClose }: { flows: readonly Flow[]; onClose: () => void }) {
  const [source, setSource] = useState<Source>('draft');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const client = useClient();
  const offered = flows.filter(({ live }) => source === 'draft' || live !== null);
  const going = offered.filter(({ id }) => chosen.has(id));

  const write = useMutation({
    mutationFn: async () => {
      const place = await choosePlace();
      if (place === null) return [];
      const failed: { name: string; error: unknown }[] = [];
      for (const { id, name } of going) {
        try {
          const { text } = await client('flows.export', { id, from: source });
          await saveInto(place, { name: `${id}.flow.yaml`, text }, 'application/yaml');
        } catch (error) {
          failed.push({ name, error });
        }
      }
      const saved = going.length - failed.length;
      const files = saved === 1 ? '1 file' : `${saved} files`;
      if (saved > 0)
        announce(place.folder === null ? `Saved ${files}.` : `Saved ${files} in “${place.folder.name}”.`);
      if (failed.length === 0) onClose();
      return failed;
    },
  });

  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  return (
    <Stack gap="md">
      <p className={classes.words}>
        One .flow.yaml file each; in a folder, a file of the same name is replaced. Keys and passwords are
        never in it, and neither is what it is connected to here.
      </p>
      <SegmentedControl
        aria-label="Which one"
        data={[
          { value: 'draft', label: 'Drafts' },
          { value: 'live', label: 'Live versions' },
        ]}
        value={source}
        onChange={(picked) => setSource(picked === 'live' ? 'live' : 'draft')}
      />
      <div className={classes.list} role="group" aria-label="Flows to export">
        <Checkbox
          label="All of them"
          checked={going.length > 0 && going.length === offered.length}
          indeterminate={going.length > 0 && going.length < offered.length}
          disabled={offered.length === 0}
          onChange={() =>
            setChosen(new Set(going.length === offered.length ? [] : offered.map(({ id }) => id)))
          }
        />
        {flows.map((flow) => {
          const isOffered = source === 'draft' || flow.live !== null;
          return (
            <Checkbox
              key={flow.id}
              label={flow.name}
              description={source === 'draft' ? flow.id : isOffered ? `v${flow.live}` : 'Not live'}
              checked={isOffered && chosen.has(flow.id)}
              disabled={!isOffered}
              onChange={() => toggle(flow.id)}
            />
          );
        })}
      </div>
      {write.data?.map(({ name, error }) => (
        <ErrorNote key={name} error={error} what={`“${name}” was not saved.`} />
      ))}
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onClose}>
          Close
        </Button>
        <Button
          variant="filled"
          disabled={going.length === 0}
          loading={write.isPending}
          onClick={() => write.mutate()}
        >
          {going.length < 2 ? 'Export 1 file' : `Export ${going.length} files`}
        </Button>
      </Group>
    </Stack>
  );
}
