import type { Json } from '../json.ts';
import type { ApprovalState } from '../run/state.ts';
import { holdMs } from './hold.ts';
import type { Card } from './proposal.ts';
import { textOf, nameOf, spoken } from './words.ts';
import type { Workspace } from './workspace.ts';

const prefixes = { request: '', reminder: 'Reminder: ', escalation: 'Escalated: ' };

/** A message's title; a draft says so first, on every way out. */
export function announcement({ draft, title }: Card, kind: keyof typeof prefixes): string {
  return `${draft ? 'Draft: ' : ''}${prefixes[kind]}${title}`;
}

/** What is asked, in a few lines of plain text. The deadline travels as data: the reader's clock knows the time zone. */
export function askingBody({
  proposal,
  quorum,
  requesterUnknown,
  draft,
}: Pick<Card, 'proposal' | 'quorum' | 'requesterUnknown' | 'draft'>): string {
  const { action, target, reason, affects } = proposal;
  return [
    target === null ? action : `${action}: ${target}`,
    ...(reason === null ? [] : [`Why: ${reason}`]),
    ...(affects === null ? [] : [`Affects: ${affectsInWords(affects)}`]),
    ...(quorum > 1 ? [`${quorum} people must agree.`] : []),
    ...(requesterUnknown ? ['Who asked for it is not known.'] : []),
    ...(draft ? ['This is a draft: only you can decide it, and it does not count.'] : []),
  ].join('\n');
}

/** A number, a list, or “unknown”: never left out. */
function affectsInWords({ count, list }: { count: Json; list: Json }): string {
  const entries = Array.isArray(list)
    ? list.map((entry) => textOf(entry) ?? '').filter((text) => text !== '')
    : [];
  const names = Array.isArray(list) ? shortList(entries) : textOf(list);
  const number = textOf(count) ?? (entries.length > 0 ? String(entries.length) : null);
  if (number === null) return names ?? 'unknown';
  return names === null ? number : `${number} (${names})`;
}

function shortList(names: string[]): string | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** What was pressed on a message and does not count yet. */
export function heldWords(card: Card, decision: string): { title: string; body: string } {
  const mark = card.draft ? 'Draft: ' : '';
  return {
    title: `${mark}${decisionInWords(card, decision)}: ${card.title}`,
    body: `Takes effect in ${holdMs / 1000} s.`,
  };
}

/** How it ended: “Approved: Publish “Tides””, by whom and with which words. */
export function outcomeTitle(
  { card, decided, status }: ApprovalState,
  workspace: Workspace,
): { title: string; body: string } {
  const mark = card.draft ? 'Draft: ' : '';
  if (decided === null) {
    const what = status === 'cancelled' ? 'Cancelled' : 'Withdrawn';
    return { title: `${mark}${what}: ${card.title}`, body: 'Nothing is left to decide.' };
  }
  const { decision, by, comment } = decided;
  if (by === 'policy') {
    return { title: `${mark}Passed: ${card.title}`, body: `No person was asked: ${card.rule}.` };
  }
  const who =
    by === 'timer'
      ? 'Nobody answered in time.'
      : `By ${nameOf(workspace, by)}.${comment === null ? '' : ` “${comment}”`}`;
  return { title: `${mark}${decisionInWords(card, decision)}: ${card.title}`, body: who };
}

const decisions: Record<string, string> = {
  approved: 'Approved',
  declined: 'Declined',
  changes: 'Changes requested',
  timeout: 'Expired',
};

export function decisionInWords(card: Card, decision: string): string {
  const alternative = card.alternatives.find(({ name }) => name === decision);
  return decisions[decision] ?? `Approved as “${alternative?.label ?? spoken(decision)}”`;
}
