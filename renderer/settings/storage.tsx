import { useCall } from '../api/use-call.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { sizeWords } from '../ui/times.ts';
import classes from './settings.module.css';

/** What lies on this machine's disk, and how long. */
export function Storage() {
  const host = useCall('host.get', {}).data;
  if (host === undefined) return null;
  const { storage, secrets, home } = host;
  return (
    <Section title="What is kept">
      <p className={classes.hint}>
        What steps read and wrote is taken away {storage.keepDays} days after its run ended, or when the
        flow’s own settings say. Decisions, cards, comments and the journal stay.
      </p>
      <Facts
        facts={[
          [
            'On the disk',
            `${sizeWords(storage.database + storage.files)}: ${sizeWords(storage.database)} of history, ${sizeWords(storage.files)} of files and big values`,
          ],
          ['Where', <code key="home">{home}</code>],
          ['Passwords and keys', secrets.warning ?? 'Encrypted with a key that this system keeps'],
        ]}
      />
    </Section>
  );
}
