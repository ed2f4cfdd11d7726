import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconKeyboard } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { useKeys } from '../card/use-keys.ts';
import { useNames } from '../api/names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import { groupsOf } from './arrange.ts';
import { Chosen } from './chosen.tsx';
import { EntryList } from './entry-list.tsx';
import classes from './inbox.module.css';
import { KeysHelp } from './keys-help.tsx';
import { useInbox, type Whose } from './use-inbox.ts';
import { useSelection } from './use-selection.ts';
import { useShown } from './use-shown.ts';

/** What waits for a person: the list on the left, the chosen card beside it. */
export function InboxPage() {
  const params = useParams<{ id?: string }>();
  const [whose, setWhose] = useState<Whose>('mine');
  return <Inbox key={whose} id={params.id} whose={whose} setWhose={setWhose} />;
}

type Props = { id: string | undefined; whose: Whose; setWhose: (whose: Whose) => void };

function Inbox({ id, whose, setWhose }: Props) {
  const [, go] = useLocation();
  const names = useNames();
  const now = useNow();
  const inbox = useInbox(whose);
  const { shown, fresh, showFresh } = useShown(inbox.entries, id);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const groups = groupsOf(shown ?? [], names.pool, now);
  const order = groups.flatMap(({ entries }) => entries);
  const { selected, after } = useSelection(id, order, shown !== undefined);

  const turnTo = (side: Whose): void => {
    setWhose(side);
    go('/inbox', { replace: true });
  };
  const move = (by: 1 | -1): void => {
    const next = after(by);
    if (next === undefined) return;
    go(`/inbox/${encodeURIComponent(next.id)}`, { replace: true });
    document.querySelector<HTMLElement>(`[data-entry="${CSS.escape(next.id)}"]`)?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1), '?': () => setIsHelpOpen(true) });

  return (
    <Page
      title="Inbox"
      fit="full"
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Whose"
            value={whose}
            onChange={(value) => turnTo(value === 'others' ? 'others' : 'mine')}
            data={[
              { value: 'mine', label: `For you ${inbox.counts.mine}` },
              { value: 'others', label: `Waiting on others ${inbox.counts.others}` },
            ]}
          />
          <Tooltip label="Keys">
            <ActionIcon aria-label="Keys of the inbox" onClick={() => setIsHelpOpen(true)}>
              <IconKeyboard size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      {inbox.error !== null && shown === undefined ? (
        <ErrorState
          error={inbox.error}
          what="The inbox could not be loaded"
          means="What waits keeps waiting; nothing is lost."
          onRetry={inbox.reload}
        />
      ) : shown === undefined ? (
        <div className={classes.loading}>
          <RowSkeletons />
        </div>
      ) : order.length === 0 && selected === null ? (
        <Empty whose={whose} others={inbox.counts.others} onOthers={() => turnTo('others')} />
      ) : (
        <div className={classes.panes} data-open={id !== undefined || undefined}>
          <nav className={classes.list} aria-label="Waiting">
            {fresh === 0 ? null : (
              <div className={classes.fresh}>
                <Button size="compact-sm" variant="light" onClick={showFresh} fullWidth>
                  {fresh} new
                </Button>
              </div>
            )}
            {order.length === 0 ? <p className={classes.none}>Nothing else waits.</p> : null}
            <EntryList groups={groups} selected={selected} names={names} />
          </nav>
          <div className={classes.pane}>
            <Link to="/inbox" className={classes.back}>
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
      )}
      {isHelpOpen ? <KeysHelp onClose={() => setIsHelpOpen(false)} /> : null}
    </Page>
  );
}

function Empty({ whose, others, onOthers }: { whose: Whose; others: number; onOthers: () => void }) {
  if (whose === 'others')
    return (
      <EmptyState title="Nothing waits on others">
        Cards that other people have to decide stand here.
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
