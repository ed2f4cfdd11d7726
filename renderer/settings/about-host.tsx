import { useCall } from '../api/use-call.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

/** What runs here, and what it cannot do on this machine, in plain words. */
export function AboutHost() {
  const host = useCall('host.get', {}).data;
  if (host === undefined) return null;
  const { secrets, notifications } = host;
  return (
    <Section title="This machine">
      <Facts
        facts={[
          ['Version', host.version],
          ['Kept in', <code key="home">{host.home}</code>],
          ['Address', host.url === null ? null : <code key="url">{host.url}</code>],
          ['Running since', <TimeAgo key="since" at={host.startedAt} />],
          ['Secrets', secrets.warning ?? 'Encrypted with a key that this system keeps'],
          [
            'Notifications',
            notifications.available
              ? 'Shown on this desktop'
              : (notifications.reason ?? 'Not available here'),
          ],
        ]}
      />
    </Section>
  );
}
