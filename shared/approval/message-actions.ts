import type { ApprovalState } from '../run/state.ts';
import { checkField } from '../steps/field-value.ts';
import type { Card } from './proposal.ts';
import type { Workspace } from './workspace.ts';

/**
 * What a button on a desktop message does. `decline-open` leads to the card, where Decline is prepared: it needs words.
 */
export type MessageAction = 'approve' | 'decline' | 'decline-open' | 'undo';

/**
 * Buttons that a desktop message about a card has for whoever sits at this computer, besides opening it: only where the
 * message says all that has to be known and the verb needs nothing else.
 */
export function messageActions(
  approval: {
    status: ApprovalState['status'];
    held: { by: string } | null;
    card: Pick<Card, 'tier' | 'quorum' | 'require' | 'draft' | 'startedBy'> & {
      editable: Record<string, Pick<Card['editable'][string], 'field' | 'value'>>;
    };
  },
  { me }: Pick<Workspace, 'me'>,
): MessageAction[] {
  const { card, status, held } = approval;
  if (status !== 'pending') return [];
  if (held !== null) return held.by === me ? ['undo'] : [];
  const { tier, quorum, require, draft, startedBy } = card;
  // Several who must agree, and evidence to be opened first, need the card in sight.
  if (tier > 1 || quorum > 1 || require.open.length > 0 || require.comment === 'always') return [];
  if (draft && startedBy !== me) return [];
  const needsEdit = Object.values(card.editable).some(
    ({ field, value }) => checkField(field, value).length > 0,
  );
  const decline = require.comment === 'never' ? 'decline' : 'decline-open';
  return needsEdit ? [decline] : ['approve', decline];
}
