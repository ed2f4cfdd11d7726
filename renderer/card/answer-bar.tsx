import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useId, type RefObject } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { decisionVerb, needsComment } from './card-words.ts';
import classes from './answer-bar.module.css';
import type { Speaker } from './deciders.ts';
import type { Answer } from './use-answer.ts';

type Props = {
  card: Approval;
  answer: Answer;
  /** Does what pressing a decision's button or key means at this moment. */
  reach: (decision: string) => void;
  commentRef: RefObject<HTMLTextAreaElement | null>;
};

/** Comment and buttons, always in sight at the end of the card. */
export function AnswerBar({ card, answer, reach, commentRef }: Props) {
  const hint = useId();
  const others = [
    'declined',
    ...(card.offersChanges ? ['changes'] : []),
    ...card.alternatives.map(({ name }) => name),
  ];
  const isHeld = answer.isStale || answer.obstacle('approved') === 'unopened';
  const hintText = hintOf(card, answer);
  return (
    <div className={classes.bar} data-bar>
      {answer.error === null ? null : <ErrorNote error={answer.error} what="Nothing was decided." />}
      <div className={classes.barInputs}>
        <Textarea
          ref={commentRef}
          className={classes.comment}
          aria-label={commentLabel(card, answer.wanted)}
          placeholder={commentLabel(card, answer.wanted)}
          value={answer.comment}
          maxLength={10_000}
          autosize
          minRows={1}
          maxRows={6}
          error={
            answer.wanted !== null && answer.obstacle(answer.wanted) === 'comment'
              ? 'Say why in a sentence.'
              : null
          }
          onChange={(event) => answer.setComment(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || answer.wanted === null) return;
            event.preventDefault();
            reach(answer.wanted);
          }}
        />
        <SpeakerSelect answer={answer} />
      </div>
      <div className={classes.buttons}>
        <Button
          variant="filled"
          data-decision="approved"
          // Looks and reads as disabled, yet pressing it leads to what has to be opened first.
          {...(isHeld ? { 'data-disabled': true, 'aria-disabled': true } : {})}
          aria-describedby={hintText === null ? undefined : hint}
          loading={answer.isSending}
          rightSection={<KeyHint keys="a" />}
          onClick={() => reach('approved')}
        >
          {answer.changed.length === 0 ? 'Approve' : 'Approve with your change'}
        </Button>
        {others.map((decision) => (
          <Button
            key={decision}
            data-decision={decision}
            color={decision === 'declined' ? 'red' : 'indigo'}
            disabled={answer.isSending}
            rightSection={keyOf(decision)}
            onClick={() => reach(decision)}
          >
            {decisionVerb(card, decision)}
          </Button>
        ))}
        {answer.comment.trim() === '' ? null : (
          <CommentOnly card={card} answer={answer} commentRef={commentRef} />
        )}
        {hintText === null ? null : (
          <span id={hint} className={classes.hint} role="status">
            {hintText}
          </span>
        )}
      </div>
    </div>
  );
}

function keyOf(decision: string) {
  if (decision === 'declined') return <KeyHint keys="d" />;
  return decision === 'changes' ? <KeyHint keys="c" /> : null;
}

function commentLabel(card: Approval, wanted: string | null): string {
  if (wanted === 'changes') return 'What should change?';
  if (wanted === 'declined') return 'Why do you decline?';
  if (card.require.comment === 'always') return 'Comment (needed)';
  return needsComment(card, 'declined') ? 'Comment (needed to decline)' : 'Comment (optional)';
}

function hintOf(card: Approval, answer: Answer): string | null {
  if (answer.isStale) return null; // said above the bar
  const [unopened] = answer.unopened;
  if (unopened !== undefined) return `Open “${unopened}” to approve.`;
  if (Object.keys(answer.faults).length > 0) return 'Correct the changed value to approve.';
  if (card.quorum > 1) return `${card.agreed.length} of ${card.quorum} agreed so far.`;
  return null;
}

/** In a draft: as whom. Several who must agree can be tried alone. */
function SpeakerSelect({ answer }: { answer: Answer }) {
  if (answer.speakers.length === 0) return null;
  const keyOfSpeaker = ({ value }: Speaker): string => value ?? '';
  return (
    <label className={classes.speaker}>
      <span>Decide as</span>
      <NativeSelect
        data={answer.speakers.map((speaker) => ({ value: keyOfSpeaker(speaker), label: speaker.label }))}
        value={answer.speaker === null ? '' : keyOfSpeaker(answer.speaker)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          answer.setSpeaker(answer.speakers.find((speaker) => keyOfSpeaker(speaker) === value) ?? null);
        }}
      />
    </label>
  );
}

function CommentOnly({ card, answer, commentRef }: Omit<Props, 'reach'>) {
  const send = useAct('approvals.comment');
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        loading={send.isPending}
        onClick={() =>
          send.mutate(
            { id: card.id, comment: answer.comment.trim(), requestId: newRequestId() },
            {
              onSuccess: () => {
                // This button goes away: the focus goes on to the card, where letters are commands.
                commentRef.current
                  ?.closest('article')
                  ?.querySelector<HTMLElement>('[data-card-title]')
                  ?.focus();
                answer.setComment('');
                announce('Your comment is on the card. Nothing was decided.');
              },
            },
          )
        }
      >
        Only comment
      </Button>
      {send.error === null ? null : <ErrorNote error={send.error} what="The comment was not kept." />}
    </>
  );
}
