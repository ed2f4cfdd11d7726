import { useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { newRequestId, useAct } from '../api/use-call.ts';

export type BatchResult = { decision: string } | { error: unknown };

/** Sends one decision for each card, one after the other, each with the hash of what was seen. */
export function useBatch() {
  const decide = useAct('approvals.decide');
  const [results, setResults] = useState<ReadonlyMap<string, BatchResult>>(new Map());
  const [isSending, setIsSending] = useState(false);

  async function send(cards: readonly Approval[], decision: string, comment: string): Promise<void> {
    setIsSending(true);
    for (const { id, cardHash } of cards) {
      const result: BatchResult = await decide
        .mutateAsync({
          id,
          decision,
          comment: comment.trim() === '' ? null : comment.trim(),
          seen: cardHash,
          requestId: newRequestId(),
        })
        .then(
          () => ({ decision }),
          (error: unknown) => ({ error }),
        );
      setResults((before) => new Map(before).set(id, result));
    }
    setIsSending(false);
  }

  return { results, isSending, send };
}
