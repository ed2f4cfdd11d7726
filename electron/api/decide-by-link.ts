import type { OutputOf } from '../../shared/api/contract.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { personName } from '../../shared/approval/workspace.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { Dispatch } from './dispatch.ts';
import type { Links } from './links.ts';

/** What a decision link shows and does. It goes through the same gate as every other way in, as the link's person. */
export function createDecideByLink({
  dispatch,
  links,
  store,
}: {
  dispatch: Dispatch;
  links: Links;
  store: Store;
}) {
  const callerOf = (person: string): Caller => ({
    person,
    role: 'approver',
    via: 'link',
    identified: 'link',
  });

  async function cardOf(token: string) {
    const link = links.find(token);
    const answer = await dispatch('approvals.get', { id: link.approval }, callerOf(link.person));
    const card = answer as OutputOf<'approvals.get'>; // by the contract
    return { link, card };
  }

  return {
    open: async (token: string): Promise<{ card: Approval; person: string; nonce: string }> => {
      const { link, card } = await cardOf(token);
      const refused = links.refusal(link, card);
      if (refused !== null) throw refused;
      return {
        card,
        person: personName(store.workspace.get(), link.person),
        nonce: links.nonce(link, card.cardHash),
      };
    },
    decide: async (
      token: string,
      form: { nonce: string; decision: string; comment: string | null },
    ): Promise<{ card: Approval; words: string }> => {
      const { link, card: before } = await cardOf(token);
      const seen = links.readNonce(link, form.nonce);
      const refused = links.refusal(link, before);
      if (refused !== null) throw refused;
      const { decision, comment } = form;
      // The link's own hash as request id: pressing twice is deciding once.
      const input = { id: link.approval, decision, comment, seen, requestId: `link:${link.hash}` };
      const answer = await dispatch('approvals.decide', input, callerOf(link.person));
      await store.write(() => links.use(link));
      const card = answer as OutputOf<'approvals.decide'>; // by the contract
      return { card, words: `Your answer was kept: ${decision}.` };
    },
  };
}
