import type { OutputOf } from '../../shared/api/contract.ts';

/** What the actions of a flow need to know, in the list and on its own page. */
export type FlowBrief = {
  id: string;
  name: string;
  live: number | null;
  latest: number | null;
  errors: number;
};

export const briefOfItem = (flow: OutputOf<'flows.list'>['items'][number]): FlowBrief => ({
  id: flow.id,
  name: flow.name,
  live: flow.live,
  latest: flow.latest,
  errors: flow.problems.errors,
});

export const briefOfFlow = (flow: OutputOf<'flows.get'>): FlowBrief => ({
  id: flow.id,
  name: flow.name,
  live: flow.live,
  latest: flow.latest,
  errors: flow.problems.filter(({ severity }) => severity === 'error').length,
});
