import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Client } from '../../shared/api/client.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { sampleInput } from '../../shared/flow/sample-input.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { useClient } from '../api/api-provider.tsx';
import { newRequestId } from '../api/use-call.ts';

export type Template = OutputOf<'templates.list'>['items'][number];

/** A draft that still is the template and acts on nothing real; trying it often must not fill the list of flows. */
async function untouched(client: Client, { id, etag }: Template): Promise<string | null> {
  const { items } = await client('flows.list', { q: id, limit: 500 });
  const same = items.find((flow) => flow.etag === etag);
  if (same === undefined) return null;
  const { items: steps } = await client('flows.rehearsal', { id: same.id, target: 'draft' });
  return steps.some(({ real }) => real) ? null : same.id;
}

/** Starts a template's draft in practice, with the template's own example of what it begins with. */
async function tryOut(client: Client, template: Template): Promise<string> {
  const flow = (await untouched(client, template)) ?? (await client('templates.use', { id: template.id })).id;
  const { drawing } = template;
  const begins = Object.entries(drawing.nodes).find(([, { kind }]) => kindOf(kind)?.execution === 'trigger');
  const input = begins === undefined ? undefined : sampleInput(drawing, begins[0]);
  const run = await client('runs.start', {
    id: flow,
    target: 'draft',
    requestId: newRequestId(),
    ...(begins === undefined ? {} : { trigger: begins[0] }),
    ...(input === undefined ? {} : { input }),
  });
  return run.id;
}

/** What can be done with a template: draw on with it, or watch it run in practice. `before`: what has to happen first. */
export function useTemplate(before?: () => Promise<void>) {
  const client = useClient();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const onSuccess = (path: string): void => {
    go(path);
    void queries.invalidateQueries();
  };
  const use = useMutation({
    mutationFn: async ({ template, name = '' }: { template: Template; name?: string }) => {
      await before?.();
      const named = name.trim() === '' ? {} : { name: name.trim() };
      return `/flows/${(await client('templates.use', { id: template.id, ...named })).id}/edit`;
    },
    onSuccess,
  });
  const tryNow = useMutation({
    mutationFn: async (template: Template) => {
      await before?.();
      return `/runs/${await tryOut(client, template)}`;
    },
    onSuccess,
  });
  return { use, tryNow };
}
