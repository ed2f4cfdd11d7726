import { useCall } from '../api/use-call.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './settings.module.css';

/** What runs here, where it is reached, and what is wrong with it now. */
export function AboutHost() {
  const host = useCall('host.get', {}).data;
  if (host === undefined) return null;
  return (
    <Section title="This machine">
      {host.health.reasons.map(({ code, message }) => (
        <p key={code} role="alert" className={classes.said}>
          {message}
        </p>
      ))}
      <Facts
        facts={[
          ['Countersign', host.version],
          [
            'Address',
            host.url === null ? (
              'None: only this window reaches it'
            ) : (
              <span key="url">
                <code>{host.url}</code> · another one with <code>countersign serve --port</code>
              </span>
            ),
          ],
          ['Running since', <TimeAgo key="since" at={host.startedAt} />],
          ['Licence', 'See LICENSE beside the program'],
        ]}
      />
    </Section>
  );
}
