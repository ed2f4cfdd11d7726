import type { Role } from '../../shared/api/rights.ts';
import { useCall } from '../api/use-call.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { roleWords } from './role-words.ts';

/** Who this window speaks as: what is decided here is decided by them. */
export function You() {
  const session = useCall('session.get', {}).data;
  const people = useCall('workspace.get', {}).data?.people;
  if (session === undefined) return null;
  const email = people?.find(({ id }) => id === session.person)?.email;
  const role: Role = session.role;
  return (
    <Section title="You">
      <Facts
        facts={[
          ['Name', session.name],
          ['Known as', <code key="id">{session.person}</code>],
          ['Email', email ?? 'None: messages reach you on this desktop only'],
          ['May', roleWords[role].may],
        ]}
      />
    </Section>
  );
}
