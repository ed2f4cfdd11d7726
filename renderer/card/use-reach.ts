import { useRef } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Answer } from './use-answer.ts';

/**
 * What a press on a decision does now. It is sent when nothing stands in its way; otherwise the press leads to what is
 * missing: the evidence to open, the field to correct, the comment to write.
 */
export function useReach(card: Approval, answer: Answer) {
  const place = useRef<HTMLElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const find = (selector: string): HTMLElement | null =>
    place.current?.querySelector<HTMLElement>(selector) ?? null;

  function reach(decision: string): void {
    answer.setWanted(decision);
    switch (answer.obstacle(decision)) {
      case 'stale':
        return;
      case 'unopened':
        return find(`[data-evidence="${CSS.escape(answer.unopened[0] ?? '')}"] button`)?.focus();
      case 'fault':
        return find('[data-editing] [aria-invalid="true"]')?.focus();
      case 'comment':
        return comment.current?.focus();
      case null:
        answer.decide(decision);
    }
  }

  /** By key: what matters more is not decided by one key alone; the key leads to the button and Enter decides. */
  function press(decision: string): void {
    if (decision === 'changes' && !card.offersChanges) return;
    if (decision === 'changes' && answer.comment.trim() === '') {
      answer.setWanted(decision);
      comment.current?.focus();
      return;
    }
    if (card.tier < 2 || answer.obstacle(decision) !== null) return reach(decision);
    answer.setWanted(decision);
    find(`[data-decision="${decision}"]`)?.focus();
  }

  function edit(): void {
    find('[data-edit]')?.click();
    const enter = (): boolean => {
      const field = find('[data-editing] :is(input, textarea, button)');
      field?.focus();
      return field != null;
    };
    // React draws what a press changed before the next task, so before the next key: who types fast loses no letter.
    queueMicrotask(() => {
      if (!enter()) requestAnimationFrame(enter);
    });
  }

  /** Escape: out of a field to the card, where letters are commands again; from the card back to the list. */
  function escape(target: EventTarget): void {
    const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
    const away = document.querySelector<HTMLElement>('[data-entry][aria-current]');
    if (isTyping || away === null) find('[data-card-title]')?.focus();
    else away.focus();
  }

  return { place, comment, reach, press, edit, escape, later: () => find('[data-later]')?.click() };
}
