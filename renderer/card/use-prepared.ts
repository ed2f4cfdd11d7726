import { useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
import type { Answer } from './use-answer.ts';

/**
 * A card that was opened to be declined, from the button of a message: it asks for the reason at once. The address only
 * prepares; what decides is the press of the button.
 */
export function usePrepared(
  answer: Pick<Answer, 'setWanted'>,
  comment: { current: HTMLTextAreaElement | null },
  isReady: boolean,
): void {
  const [search, setSearch] = useSearchParams();
  const isWanted = search.get('decide') === 'declined';
  const latest = useRef({ answer, setSearch });
  useEffect(() => {
    latest.current = { answer, setSearch };
  });
  useEffect(() => {
    if (!isWanted || !isReady) return;
    latest.current.answer.setWanted('declined');
    comment.current?.focus();
    // Once: opened again from its history, the address is the card's own.
    latest.current.setSearch(
      (before) => {
        const { decide: _done, ...rest } = Object.fromEntries(before);
        return rest;
      },
      { replace: true },
    );
  }, [isWanted, isReady, comment]);
}
