import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import { briefOfFlow } from '../flow-actions/flow-brief.ts';
import { RunButton } from '../flow-actions/run-button.tsx';
import { useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import type { Outcome } from './apply-import.ts';
import type { Choices, Seen } from './choices.ts';
import classes from './import.module.css';

type Props = {
  file: ChosenFile;
  outcome: Outcome;
  seen: Seen | undefined;
  choices: Choices;
  onNext: (() => void) | null;
};

/** What has happened, calmly, and the two ways on. */
export function ImportedPart({ file, outcome, seen, choices, onNext }: Props) {
  if (outcome.is === 'left') {
    return (
      <Section title="Yours stays as it is">
        <p className={classes.hint}>Nothing of “{file.name}” was imported.</p>
        <Ways onNext={onNext} />
      </Section>
    );
  }
  const { flow, isMapped, troubles } = outcome;
  return (
    <Section title={flow.changed ? `“${flow.name}” is a draft now` : `“${flow.name}” was here already`}>
      <p className={classes.hint}>
        {flow.changed
          ? 'Nothing was started, and what is live stays as it is.'
          : 'Its text is the same, so it stays as it is.'}
      </p>
      <Facts
        facts={[
          ['From', flow.origin === null ? null : originWords(flow.origin, isMapped)],
          [
            'Connections',
            <Connections key="connections" flow={flow.id} isNeeded={(seen?.connections.length ?? 0) > 0} />,
          ],
          ['Groups', groupWords(choices)],
        ]}
      />
      {troubles.map(({ what, error }) => (
        <ErrorNote key={what} error={error} what={what} />
      ))}
      <Ways onNext={onNext}>
        <RunButton flow={briefOfFlow(flow)} />
        <Button
          component={Link}
          to={`/flows/${flow.id}/edit`}
          leftSection={<IconPencil size={15} aria-hidden="true" />}
        >
          Open the canvas
        </Button>
      </Ways>
    </Section>
  );
}

const originWords = ({ version, state }: { version: number; state: string }, isMapped: boolean): string =>
  state === 'matches'
    ? `Matches v${version}`
    : isMapped
      ? `v${version}, changed by whom you chose`
      : `Changed since v${version}`;

function groupWords({ pools, people }: Choices): string | null {
  const made = Object.entries(pools).filter(([, choice]) => choice.do === 'make');
  const added = Object.values(people).filter((choice) => choice.do === 'add').length;
  const words = [
    ...made.map(([name]) => `${name.replaceAll(/[-_]+/g, ' ')} made here`),
    ...(added === 0 ? [] : [added === 1 ? '1 person added' : `${added} people added`]),
  ];
  return words.length === 0 ? null : words.join(', ');
}

/** As it is now, read from the host: a connection that could not be kept is not claimed. */
function Connections({ flow, isNeeded }: { flow: string; isNeeded: boolean }): ReactNode {
  const bindings = useCall('connections.bindings', { id: flow }, { enabled: isNeeded }).data?.items;
  if (!isNeeded) return 'None needed';
  if (bindings === undefined) return null;
  return (
    <ul className={classes.bound}>
      {bindings.map(({ slot, draft, live }) => (
        <li key={slot}>
          {slot}: {draft === null ? 'a draft run answers from the examples' : `${draft} in a draft run`}
          {live === null ? ', not connected for live yet' : `, ${live} when it is live`}
        </li>
      ))}
    </ul>
  );
}

function Ways({ onNext, children }: { onNext: (() => void) | null; children?: ReactNode }) {
  return (
    <div className={classes.buttons}>
      {onNext === null ? null : <Button onClick={onNext}>Next file</Button>}
      {children}
      <Button component={Link} to="/flows" variant="subtle" color="gray">
        Show all flows
      </Button>
    </div>
  );
}
