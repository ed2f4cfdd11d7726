import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useNames } from '../api/names.ts';
import { usePrefetch } from '../api/use-prefetch.ts';
import { useKeys } from '../card/use-keys.ts';
import { drawNow } from '../ui/draw-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { batchable } from './batch.ts';
import { decidedGroups, groupsOf, type CardLine } from './arrange.ts';
import { Chosen } from './chosen.tsx';
import { EntryList } from './entry-list.tsx';
import classes from './inbox.module.css';
import type { Inbox } from './use-inbox.ts';
import { useSelection } from './use-selection.ts';
import { useShown } from './use-shown.ts';
import { inboxAddress, type Whose } from './view.ts';

type Props = { id: string | undefined; whose: Whose; inbox: Inbox };

/** One side of the inbox: its list, and the chosen card beside it. Give it `key={whose}`. */
export function Triage({ id, whose, inbox }: Props) {
  const [, go] = useLocation();
  const names = useNames();
  const now = useNow();
  const { shown, fresh, showFresh } = useShown(inbox.entries, id);
  const groups = useMemo(
    () =>
      whose === 'decided'
        ? decidedGroups(shown ?? [], names.isMe, now)
        : groupsOf(shown ?? [], names.pool, now),
    [whose, shown, names, now],
  );
  const order = useMemo(() => groups.flatMap(({ entries }) => entries), [groups]);
  const { selected, after } = useSelection(id, order, shown !== undefined);
  // Whoever goes on to a neighbour finds its card there already.
  usePrefetch(
    'approvals.get',
    [after(1), after(-1)].flatMap((entry) => (entry?.kind === 'card' ? [{ id: entry.id }] : [])),
  );

  const [batch, setBatch] = useState<CardLine[] | null>(null);
  const several = useMemo(() => (whose === 'mine' ? batchable(order, now) : []), [whose, order, now]);

  const list = useRef<HTMLElement>(null);
  // What was opened by its address is in sight; afterwards nothing moves by itself.
  const open = useCallback((element: HTMLElement | null) => {
    list.current = element;
    lineIn(element)?.scrollIntoView({ block: 'nearest' });
  }, []);

  const move = (by: 1 | -1): void => {
    const next = after(by);
    if (next === undefined) return;
    // A chosen line is drawn wherever it stands, so after this it can take the focus.
    drawNow(() => go(inboxAddress(whose, next.id), { replace: true }));
    const line = lineIn(list.current);
    line?.focus({ preventScroll: true });
    line?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ j: () => move(1), k: () => move(-1) });

  if (inbox.error !== null && shown === undefined)
    return (
      <ErrorState
        error={inbox.error}
        what="The inbox could not be loaded"
        means="What waits keeps waiting; nothing is lost."
        onRetry={inbox.reload}
      />
    );
  if (shown === undefined)
    return (
      <div className={classes.loading}>
        <RowSkeletons />
      </div>
    );
  if (order.length === 0 && selected === null)
    return (
      <Empty
        whose={whose}
        others={inbox.counts.others}
        onOthers={() => go(inboxAddress('others'), { replace: true })}
      />
    );
  return (
    <div className={classes.panes} data-open={id !== undefined || undefined}>
      <nav
        ref={open}
        className={classes.list}
        data-scroller
        aria-label={whose === 'decided' ? 'Decided' : 'Waiting'}
      >
        {fresh === 0 ? null : (
          <div className={classes.fresh}>
            <Button size="compact-sm" variant="light" onClick={showFresh} fullWidth>
              {fresh} new
            </Button>
          </div>
        )}
        {several.length < 2 ? null : (
          <Button size="compact-sm" variant="subtle" fullWidth mb="xs" onClick={() => setBatch(several)}>
            Decide several…
          </Button>
        )}
        {order.length === 0 ? <p className={classes.none}>Nothing else waits.</p> : null}
        <EntryList groups={groups} selected={selected} whose={whose} names={names} />
        {inbox.more === null ? null : (
          <Button size="compact-sm" variant="subtle" onClick={inbox.more} fullWidth mt="xs">
            Show more
          </Button>
        )}
      </nav>
      {batch === null ? null : <BatchDialog lines={batch} onClose={() => setBatch(null)} />}
      <div className={classes.pane}>
        <Link to={inboxAddress(whose)} className={classes.back}>
          <IconChevronLeft size={14} aria-hidden="true" /> Inbox
        </Link>
        {selected === null ? null : (
          <Chosen
            key={selected}
            id={selected}
            entry={order.find((entry) => entry.id === selected)}
            onNext={order.some((entry) => entry.id !== selected) ? () => move(1) : undefined}
          />
        )}
      </div>
    </div>
  );
}

/** The line of the chosen entry. */
const lineIn = (list: HTMLElement | null): HTMLElement | null =>
  list?.querySelector<HTMLElement>('[data-entry][aria-current]') ?? null;

function Empty({ whose, others, onOthers }: { whose: Whose; others: number; onOthers: () => void }) {
  if (whose === 'others')
    return (
      <EmptyState title="Nothing waits on others">
        Cards that other people have to decide stand here.
      </EmptyState>
    );
  if (whose === 'decided')
    return (
      <EmptyState title="You have decided nothing yet">
        What you approve or decline stands here, newest first, with what became of it.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing waits for you"
      actions={
        <>
          {others === 0 ? null : <Button onClick={onOthers}>See what waits on others</Button>}
          <Button component={Link} to="/runs">
            Look at the runs
          </Button>
        </>
      }
    >
      What needs your decision appears here by itself.
    </EmptyState>
  );
}
