import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Page, Section } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { AboutHost } from './about-host.tsx';
import { Appearance } from './appearance.tsx';
import { Hosts } from './hosts.tsx';
import { Messages } from './messages.tsx';
import classes from './people-form.module.css';
import { PeopleForm } from './people-form.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Storage } from './storage.tsx';
import { ThisComputer } from './this-computer.tsx';
import { Tokens } from './tokens.tsx';
import { You } from './you.tsx';

export function SettingsPage() {
  const workspace = useCall('workspace.get', {});
  const mayChange = useMay('workspace');
  const mayMakeTokens = useMay('tokens');
  return (
    <Page title="Settings" fit="reading">
      <You />
      <Appearance />
      <Section title="People and groups">
        <p className={classes.hint}>
          Flows ask groups to decide. A group that a flow names and nobody made here has the owner alone in
          it.
        </p>
        {workspace.error !== null ? (
          <ErrorState
            error={workspace.error}
            what="People could not be loaded"
            onRetry={() => void workspace.refetch()}
          />
        ) : workspace.data === undefined ? (
          <BlockSkeleton />
        ) : (
          // Somebody else's change starts the form anew instead of being overwritten.
          <PeopleForm key={JSON.stringify(workspace.data)} workspace={workspace.data} mayChange={mayChange} />
        )}
      </Section>
      <ThisComputer />
      <Hosts />
      <Messages />
      {mayMakeTokens ? <Tokens /> : null}
      <Storage />
      <Shortcuts />
      <AboutHost />
    </Page>
  );
}
