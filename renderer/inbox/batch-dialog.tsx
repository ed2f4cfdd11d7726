import { Button, Group, Modal, Switch, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { useCalls } from '../api/use-calls.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { inThreeParts } from '../ui/error-words.ts';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { CardLine } from './arrange.ts';
import classes from './batch-dialog.module.css';
import { batchNeedsComment } from './batch.ts';
import { useBatch, type BatchResult } from './use-batch.ts';

type Props = { lines: readonly CardLine[]; onClose: () => void };

/** More than anybody looks at one by one; the next ones come when the dialog is opened again. */
const most = 50;

/** Several routine cards at once, the most urgent first: each has a switch of its own, and none is on by itself. */
export function BatchDialog({ lines, onClose }: Props) {
  // What is shown stays what was shown: nothing arrives or leaves under the hand.
  const [ids] = useState(() => lines.slice(0, most).map(({ id }) => id));
  const answers = useCalls(
    'approvals.get',
    ids.map((id) => ({ id })),
  );
  const failed = answers.find(({ error }) => error !== null);
  const cards = answers.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const left = lines.length - ids.length;
  return (
    <Modal opened onClose={onClose} title="Decide several" size="lg">
      <p className={classes.lead}>
        Routine cards only. Switch on each one you have looked at; what matters more is decided on its own
        card.
        {left <= 0 ? null : ` These are the ${most} most urgent; ${left} more wait behind them.`}
      </p>
      {failed !== undefined && cards.length < ids.length ? (
        <ErrorState
          error={failed.error}
          what="The cards could not be loaded"
          means="Nothing was decided; they keep waiting."
          onRetry={() => answers.forEach(({ refetch }) => void refetch())}
        />
      ) : cards.length < ids.length ? (
        <RowSkeletons />
      ) : (
        <Several cards={cards} onClose={onClose} />
      )}
    </Modal>
  );
}

function Several({ cards: given, onClose }: { cards: readonly Approval[]; onClose: () => void }) {
  // Decided is what was seen, by its hash: a card that changes meanwhile is refused, not swapped.
  const [cards] = useState(given);
  const close = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const { results, isSending, send } = useBatch();
  const open = cards.filter(({ id }) => chosen.has(id) && !results.has(id));
  const lacksWords =
    wanted !== null && comment.trim() === '' && open.length > 0 && batchNeedsComment(open, wanted);
  const done = [...results.values()].filter((result) => 'decision' in result).length;

  const turn = (id: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const press = (decision: string): void => {
    setWanted(decision);
    if (comment.trim() === '' && batchNeedsComment(open, decision)) return;
    // What was pressed cannot be pressed again: the focus goes on to the way out.
    void send(open, decision, comment).then(() => close.current?.focus());
  };
  return (
    <>
      <ul className={classes.cards}>
        {cards.map((card) => (
          <li key={card.id}>
            <Switch
              label={card.title}
              description={proposalWords(card)}
              checked={chosen.has(card.id)}
              disabled={results.has(card.id) || isSending}
              onChange={(event) => turn(card.id, event.currentTarget.checked)}
            />
            <span className={classes.right}>
              <Standing card={card} result={results.get(card.id)} />
            </span>
          </li>
        ))}
      </ul>
      <Textarea
        label="Comment"
        description="It stands on each of them."
        value={comment}
        maxLength={10_000}
        autosize
        minRows={1}
        maxRows={4}
        error={lacksWords ? 'Say why in a sentence.' : null}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <p className={classes.done} role="status">
        {done === 0 ? '' : `${done} of ${cards.length} decided.`}
      </p>
      <Group justify="flex-end" gap="sm">
        <Button ref={close} variant="subtle" color="gray" onClick={onClose}>
          Close
        </Button>
        <Button color="red" disabled={open.length === 0 || isSending} onClick={() => press('declined')}>
          Decline {open.length}
        </Button>
        <Button
          variant="filled"
          disabled={open.length === 0}
          loading={isSending}
          onClick={() => press('approved')}
        >
          Approve {open.length}
        </Button>
      </Group>
    </>
  );
}

function Standing({ card, result }: { card: Approval; result: BatchResult | undefined }) {
  if (result === undefined) return <TimeAgo at={card.deadline ?? card.createdAt} />;
  if ('decision' in result) return <StatusBadge status={result.decision} quiet />;
  const { happened } = inThreeParts(result.error);
  return <span className={classes.refused}>{happened}</span>;
}

/** “Pay Acme: amount 4200”. */
function proposalWords({ proposal: { action, target, values } }: Approval): string {
  const facts = Object.entries(values).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const what = target === null ? action : `${action} ${target}`;
  return facts.length === 0 ? what : `${what}: ${facts.join(', ')}`;
}
