import type { Approval } from '../../../shared/approval/view-schema.ts';
import { useMay } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import type { Run } from '../../run-parts/run-words.ts';

type Asked = { cards: readonly Approval[]; doubts: Run['waitingFor'] };

/** What the run asks of whoever sits here: cards to decide, and steps of which nobody knows whether they happened. */
export function useAsked(run: Run | undefined): Asked {
  const mayDecide = useMay('decide');
  const mine = useCall(
    'approvals.list',
    { run: run?.id ?? '', status: 'pending', mine: true },
    { enabled: run !== undefined && mayDecide },
  ).data;
  if (run === undefined || !mayDecide) return nothing;
  return {
    cards: mine?.items ?? nothing.cards,
    doubts: run.waitingFor.filter(({ kind }) => kind === 'unknown'),
  };
}

const nothing: Asked = { cards: [], doubts: [] };
