import { useEffect, useRef, useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { same } from '../../shared/approval/voices.ts';
import type { Json } from '../../shared/json.ts';
import { checkField } from '../../shared/steps/field-value.ts';
import type { Names } from '../api/names.ts';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announceError } from '../ui/announce.tsx';
import { goesAhead, mustOpen, needsComment } from './card-words.ts';
import { speakersOf, type Speaker } from './deciders.ts';

type Edits = Record<string, Json | undefined>;

/** What somebody typed on a card and did not send, by card: moving through the inbox loses nothing. */
const unsent = new Map<string, { comment: string; edits: Edits }>();

export type Answer = ReturnType<typeof useAnswer>;

/** The answer as it takes shape on one card: comment, edits, opened evidence, under whose name. */
export function useAnswer(card: Approval, names: Names) {
  const [comment, setCommentText] = useState(unsent.get(card.id)?.comment ?? '');
  const [edits, setEdits] = useState<Edits>(unsent.get(card.id)?.edits ?? {});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [seen, setSeen] = useState(card.cardHash);
  const [speaker, setSpeaker] = useState<Speaker | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const send = useAct('approvals.decide');
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const press = useRef<{ body: string; requestId: string } | null>(null);

  const speakers = speakersOf(card, names);
  const chosen = speakers.find(({ value }) => value === speaker?.value) ?? speakers[0] ?? null;
  const changed = Object.entries(edits).filter(
    ([name, value]) => !same(value ?? null, card.editable[name]?.value ?? null),
  );
  const faults = Object.fromEntries(
    changed.flatMap(([name, value]) => {
      const field = card.editable[name]?.field;
      const fault = field === undefined ? undefined : checkField(field, value)[0];
      return fault === undefined ? [] : [[name, fault.message]];
    }),
  );
  const unopened = mustOpen(card).filter((label) => !opened.has(label));
  const isStale = card.status === 'pending' && seen !== card.cardHash && !send.isPending;

  const keep = (next: { comment: string; edits: Edits }): void => void unsent.set(card.id, next);

  /** What still stands in the way of a decision; null when it can be sent. */
  function obstacle(decision: string): 'stale' | 'unopened' | 'fault' | 'comment' | null {
    if (isStale) return 'stale';
    if (goesAhead(decision) && unopened.length > 0) return 'unopened';
    if (decision !== 'declined' && Object.keys(faults).length > 0) return 'fault';
    return needsComment(card, decision) && comment.trim() === '' ? 'comment' : null;
  }

  /** A press that has to be repeated after a lost connection is still the same press. */
  function requestIdFor(body: string): string {
    if (press.current?.body !== body) press.current = { body, requestId: newRequestId() };
    return press.current.requestId;
  }

  function decide(decision: string): void {
    if (send.isPending || obstacle(decision) !== null) return;
    const body = {
      id: card.id,
      decision,
      comment: comment.trim() === '' ? null : comment.trim(),
      values: decision === 'declined' || changed.length === 0 ? null : jsonOf(changed),
      seen,
      ...(typeof chosen?.value === 'string' ? { as: chosen.value } : {}),
    };
    send.mutateAsync({ ...body, requestId: requestIdFor(JSON.stringify(body)) }).then(
      (after) => {
        unsent.delete(card.id);
        setCommentText('');
        setEdits({});
        setWanted(null);
        // Where more people must agree the card goes on; its next reader begins with what it says now.
        setSeen(after.cardHash);
        setOpened(new Set());
      },
      (error: unknown) => {
        // On its card the refusal stands above the buttons; whoever went on to the next one is told too.
        if (!isHere.current) announceError(`“${card.title}” was not decided.`, error);
      },
    );
  }

  return {
    comment,
    setComment: (text: string) => {
      setCommentText(text);
      keep({ comment: text, edits });
    },
    edits,
    edit: (name: string, value: Json | undefined) => {
      const next = { ...edits, [name]: value };
      setEdits(next);
      keep({ comment, edits: next });
    },
    putBack: (name: string) => {
      const { [name]: _gone, ...rest } = edits;
      setEdits(rest);
      keep({ comment, edits: rest });
    },
    /** Names of the fields that differ from the card. */
    changed: changed.map(([name]) => name),
    faults,
    opened,
    open: (label: string) => setOpened(new Set([...opened, label])),
    unopened,
    speakers,
    speaker: chosen,
    setSpeaker,
    /** The decision somebody reached for and that still needs something. */
    wanted,
    setWanted,
    isStale,
    lookAgain: () => {
      setSeen(card.cardHash);
      setOpened(new Set());
      setEdits({});
      send.reset();
    },
    obstacle,
    decide,
    isSending: send.isPending,
    error: send.error,
  };
}

function jsonOf(changed: [string, Json | undefined][]): Record<string, Json> {
  return Object.fromEntries(changed.map(([name, value]) => [name, value ?? null]));
}
