import { Button } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useMay } from '../api/names.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { QuietHours } from './quiet-hours.tsx';
import classes from './settings.module.css';

/** How people hear of what waits for them, and what this system cannot do, in plain words. */
export function Messages() {
  const desktop = useCall('desktop.messages', {}).data;
  const people = useCall('workspace.get', {}).data?.people ?? [];
  const mail = useCall('connections.list', {}).data?.items.find(
    ({ name, kind }) => name === 'mail' && kind === 'smtp',
  );
  const maySend = useMay('workspace');
  const test = useAct('host.testMessage');
  if (desktop === undefined) return null;
  const unreached = people.filter(({ email }) => email === undefined).map(({ name }) => name);
  return (
    <Section
      title="Messages"
      actions={
        maySend ? (
          <Button
            leftSection={<IconBell size={15} aria-hidden="true" />}
            loading={test.isPending}
            onClick={() => test.mutate({})}
          >
            Send me a test
          </Button>
        ) : null
      }
    >
      {test.data === undefined ? null : (
        <p role="status" className={classes.said}>
          {test.data.shown
            ? 'Sent. If nothing appeared, this desktop holds messages back: look for “Do not disturb”.'
            : `Nothing could be shown. ${test.data.reason ?? 'This system did not say why. The inbox has everything.'}`}
        </p>
      )}
      {test.error === null ? null : <ErrorNote error={test.error} what="No test was sent." />}
      <Facts
        facts={[
          [
            'On this desktop',
            desktop.available
              ? 'Shown to who sits here'
              : `Not possible here: ${desktop.reason ?? 'this system shows none'}`,
          ],
          ...(desktop.available ? abilities(desktop) : []),
          [
            'By mail',
            mail === undefined ? (
              <span key="mail">
                Not yet: make a mail server named “mail” under <Link to="/connections">Connections</Link>
              </span>
            ) : (
              <span key="mail">
                Through the connection <Link to="/connections/mail">mail</Link>
                {mail.lastTest?.ok === false ? ', which did not work when it was last tested' : ''}
              </span>
            ),
          ],
          [
            'Not reached by mail',
            unreached.length === 0 || mail === undefined
              ? null
              : `${unreached.slice(0, 5).join(', ')}${unreached.length > 5 ? ` and ${unreached.length - 5} more` : ''}: no email is known`,
          ],
        ]}
      />
      {desktop.available ? <QuietHours state={desktop} /> : null}
    </Section>
  );
}

/** What a message can do on this system, and what one does instead where it cannot. */
function abilities({ buttons, reply, keeps }: OutputOf<'desktop.messages'>): [string, string][] {
  return [
    [
      'Buttons',
      buttons
        ? 'Approve and Decline where a card needs nothing else, with 10 seconds to undo'
        : 'This desktop shows none: a press on the message opens the card',
    ],
    [
      'A comment',
      reply ? 'Can be written on the message' : 'Is written on the card: messages here have no field for it',
    ],
    [
      'Not pressed',
      keeps ? 'It waits in the list of the system' : 'It goes after a while; the inbox keeps the card',
    ],
  ];
}
