import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Page, Section } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { AboutHost } from './about-host.tsx';
import classes from './people-form.module.css';
import { PeopleForm } from './people-form.tsx';

export function SettingsPage() {
  const workspace = useCall('workspace.get', {});
  const mayChange = useMay('workspace');
  return (
    <Page title="Settings" fit="reading">
      <Section title="Colours">
        <Colours />
      </Section>
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
      <AboutHost />
    </Page>
  );
}

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Colours"
      value={colorScheme}
      onChange={(scheme) => setColorScheme(scheme)}
      data={[
        { value: 'auto', label: 'As the system' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  );
}
