import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Client } from '../../shared/api/client.ts';
import { AppError } from '../../shared/errors.ts';
import { flowIdOf, newFlow } from '../../shared/flow/edit/new-flow.ts';
import { printFlow } from '../../shared/flow/print.ts';
import { useClient } from '../api/api-provider.tsx';
import { useMay } from '../api/names.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { TemplateList } from './template-list.tsx';
import { useTemplate } from './use-template.ts';

const mostTries = 50;

/** Two flows may have the same name; their identifiers differ. */
async function create(client: Client, name: string): Promise<string> {
  const wanted = flowIdOf(name);
  const taken = new Set((await client('flows.list', { q: wanted, limit: 500 })).items.map(({ id }) => id));
  for (let count = 1; ; count++) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (taken.has(id)) continue;
    try {
      const made = await client('flows.import', { text: printFlow(newFlow(id, name)) });
      // The very same text may be somebody's new flow: that one is theirs.
      if (made.changed) return made.id;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || count > mostTries) throw error;
    }
  }
}

type Props = {
  /** The control that asks for the name. */
  children: (press: { onClick: () => void }) => ReactNode;
  /** What has to happen before the new flow opens. */
  before?: () => Promise<void>;
};

/** Asks for a name and opens the smallest flow that runs in the editor; or begins with a template. */
export function NewFlow({ children, before }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [, go] = useLocation();
  const client = useClient();
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async () => {
      await before?.();
      return create(client, name.trim());
    },
    onSuccess: (id) => {
      go(`/flows/${id}/edit`);
      void queries.invalidateQueries();
    },
  });

  const { use, tryNow } = useTemplate(before);
  const mayRun = useMay('run');
  const isBusy = make.isPending || use.isPending || tryNow.isPending;

  return (
    <>
      {children({ onClick: () => setIsOpen(true) })}
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="Draw a flow" size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') make.mutate();
          }}
        >
          <Stack gap="md">
            <TextInput
              label="Name of the flow"
              description="What it is for, in a few words. You can change it later."
              placeholder="Pay an invoice"
              value={name}
              maxLength={200}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {make.error === null ? null : <ErrorNote error={make.error} what="The flow was not made." />}
            <Group justify="flex-end" gap="sm">
              <Button variant="subtle" color="gray" onClick={() => setIsOpen(false)}>
                Close
              </Button>
              <Button type="submit" variant="filled" loading={make.isPending} disabled={name.trim() === ''}>
                Draw it
              </Button>
            </Group>
          </Stack>
        </form>
        <section aria-label="Or begin with a template" style={{ marginTop: 'var(--space-4)' }}>
          <h2 style={{ margin: '0 0 var(--space-3)', fontSize: 'var(--text-md)', fontWeight: 600 }}>
            Or begin with a template
          </h2>
          {use.error === null ? null : <ErrorNote error={use.error} what="The flow was not made." />}
          {tryNow.error === null ? null : (
            <ErrorNote error={tryNow.error} what="The practice run did not start." />
          )}
          <TemplateList
            isBusy={isBusy}
            onChoose={(template) => use.mutate({ template, name })}
            {...(mayRun
              ? {
                  renderMore: (template) => (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      disabled={isBusy}
                      aria-label={`Try it now: ${template.name}`}
                      onClick={() => tryNow.mutate(template)}
                    >
                      Try it now
                    </Button>
                  ),
                }
              : {})}
          />
        </section>
      </Modal>
    </>
  );
}
