import type { Approval } from '../../shared/approval/view-schema.ts';
import { listed } from '../../shared/approval/words.ts';
import type { Names } from '../api/names.ts';

/** Why the card came to a person, by the rule that sent it. */
export function ruleWords({ rule, tier }: Pick<Approval, 'rule' | 'tier'>): string {
  if (rule === 'fixed by the flow') return `The flow says so (${tierWords(tier)}).`;
  if (rule === 'no policy released') return 'No policy is released yet, so a person is always asked.';
  return `The policy says so: “${rule}” (${tierWords(tier)}).`;
}

/** How much it matters, from routine to two people. */
export function tierWords(tier: Approval['tier']): string {
  return { 0: 'passes and is logged', 1: 'routine', 2: 'always asked', 3: 'two people or an expert' }[tier];
}

/** Everybody the card is addressed to: “editors and Jon”. */
export function holdersWords({ pools, people }: Pick<Approval, 'pools' | 'people'>, names: Names): string {
  const holders = [...pools.map(names.pool), ...people.map(names.person)];
  return holders.length === 0 ? 'the owner' : listed(holders);
}

const exclusions = {
  requester: 'who asked',
  author: 'the author of the flow',
  previous: 'who let an earlier step go ahead',
};

/** Who of them may not: “not who asked (Mara)”; null where nobody is left out. */
export function excludedWords({ exclude }: Pick<Approval, 'exclude'>, names: Names): string | null {
  if (exclude.length === 0) return null;
  const who = exclude.map(({ rule, person }) =>
    person === null ? exclusions[rule] : `${exclusions[rule]} (${names.person(person)})`,
  );
  return `not ${listed(who, 'or')}`;
}

/** What a decision is called on its button. */
export function decisionVerb(card: Pick<Approval, 'alternatives'>, decision: string): string {
  switch (decision) {
    case 'approved':
      return 'Approve';
    case 'declined':
      return 'Decline';
    case 'changes':
      return 'Request changes';
    default:
      return card.alternatives.find(({ name }) => name === decision)?.label ?? decision;
  }
}

/** What somebody did: “approved”, “chose “Publish to 5 % first””. */
export function decisionPast(card: Pick<Approval, 'alternatives'>, decision: string): string {
  switch (decision) {
    case 'approved':
    case 'declined':
      return decision;
    case 'changes':
      return 'requested changes';
    case 'timeout':
      return 'did not answer in time';
    default:
      return `chose “${decisionVerb(card, decision)}”`;
  }
}

/** Whether a decision cannot be sent without a comment. */
export function needsComment(card: Pick<Approval, 'require'>, decision: string): boolean {
  const { comment } = card.require;
  return comment === 'always' || (comment === 'on-decline' && decision === 'declined');
}

/** Evidence that must have been opened before the proposal may go ahead. */
export function mustOpen(card: Pick<Approval, 'require' | 'tier' | 'show'>): string[] {
  const labels = card.show.map(({ label }) => label);
  const diffs =
    card.tier < 2 ? [] : card.show.filter(({ kind }) => kind === 'diff').map(({ label }) => label);
  return labels.filter((label) => diffs.includes(label) || card.require.open.includes(label));
}

/** Goes ahead in some form: these wait for the evidence to be opened. */
export const goesAhead = (decision: string): boolean => decision !== 'declined' && decision !== 'changes';
