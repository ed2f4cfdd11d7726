import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useCall } from '../api/use-call.ts';
import { useKeys } from '../card/use-keys.ts';
import { Page } from '../ui/page.tsx';
import classes from './inbox.module.css';
import { KeysHelp } from './keys-help.tsx';
import { Numbers } from './numbers.tsx';
import { Triage } from './triage.tsx';
import { useInbox } from './use-inbox.ts';
import { WhileAway } from './while-away.tsx';
import { inboxAddress, useView, views } from './view.ts';

/** What waits for a person: the list on the left, the chosen card beside it; what was decided; and all of it in numbers. */
export function InboxPage() {
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const view = useView();
  const me = useCall('session.get', {}).data?.person;
  const inbox = useInbox(view === 'numbers' ? 'mine' : view);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useKeys({ '?': () => setIsHelpOpen(true) });
  const labels = {
    mine: `For you ${inbox.counts.mine}`,
    others: `Waiting on others ${inbox.counts.others}`,
    decided: 'Decided by you',
    numbers: 'Numbers',
  };
  return (
    <Page
      title="Inbox"
      fit={view === 'numbers' ? 'wide' : 'full'}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Whose"
            value={view}
            onChange={(chosen) => {
              const next = views.find((one) => one === chosen);
              if (next !== undefined) go(inboxAddress(next), { replace: true });
            }}
            data={views.map((value) => ({ value, label: labels[value] }))}
          />
          <Tooltip label="Keys">
            <ActionIcon aria-label="Keys of the inbox" onClick={() => setIsHelpOpen(true)}>
              <IconKeyboard size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      {view === 'numbers' ? (
        <Numbers />
      ) : (
        <div className={classes.whole}>
          {view === 'mine' && me !== undefined ? <WhileAway person={me} /> : null}
          <Triage key={view} id={id} whose={view} inbox={inbox} />
        </div>
      )}
      {isHelpOpen ? <KeysHelp onClose={() => setIsHelpOpen(false)} /> : null}
    </Page>
  );
}
