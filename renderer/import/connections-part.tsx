import { Select } from '@mantine/core';
import { useState } from 'react';
import { connectionKinds, isConnectionKind } from '../../shared/connections/kinds.ts';
import { useMay } from '../api/names.ts';
import { ConnectionDialog } from '../flow-actions/connection-dialog.tsx';
import { stepName } from '../steps/step-words.ts';
import { Section } from '../ui/page.tsx';
import { connectionFor, type Choices, type Needed, type Seen, type Target } from './choices.ts';
import classes from './import.module.css';

type Props = { seen: Seen; choices: Choices; onChoose: (choices: Choices) => void };

/** Which connection of this machine stands where the file needs one. Nothing is connected that nobody chose. */
export function ConnectionsPart({ seen, choices, onChoose }: Props) {
  const mayBind = useMay('connections');
  const choose = (needed: string, target: Target, name: string | null): void =>
    onChoose({
      ...choices,
      connections: {
        ...choices.connections,
        [needed]: { ...choices.connections[needed], [target]: name },
      },
    });
  if (seen.connections.length === 0) return null;
  return (
    <Section title="Connections needed">
      <p className={classes.hint}>
        {mayBind
          ? 'Choose what this machine has, or nothing yet: a draft run then answers from the examples in the file, and nothing leaves this machine.'
          : 'Somebody who may connect flows chooses them later. Until then a draft run answers from the examples in the file.'}
      </p>
      <table className={classes.needs} aria-label="Connections needed">
        <thead>
          <tr>
            <th scope="col">Needed for</th>
            <th scope="col">In a draft run</th>
            <th scope="col">When it is live</th>
          </tr>
        </thead>
        <tbody>
          {seen.connections.map((needed) => (
            <tr key={needed.name}>
              <td>
                <div className={classes.name}>{needed.name}</div>
                <div className={classes.about}>
                  {[
                    isConnectionKind(needed.kind) ? connectionKinds[needed.kind].title : needed.kind,
                    needed.description,
                    needed.steps.map((step) => stepName(seen.drawing, step)).join(', '),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </td>
              {(['draft', 'live'] as const).map((target) => (
                <td key={target}>
                  <Choice
                    needed={needed}
                    target={target}
                    value={connectionFor(choices, needed, target)}
                    mayBind={mayBind}
                    onChoose={(name) => choose(needed.name, target, name)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type ChoiceProps = {
  needed: Needed;
  target: Target;
  value: string | null;
  mayBind: boolean;
  onChoose: (name: string | null) => void;
};

const later = { draft: 'Not now: practise', live: 'Not yet' };
const spoken = { draft: 'in a draft run', live: 'when it is live' };

function Choice({ needed, target, value, mayBind, onChoose }: ChoiceProps) {
  const [isMaking, setIsMaking] = useState(false);
  const { name, kind, candidates } = needed;
  if (!mayBind) return <span className={classes.about}>{value ?? later[target]}</span>;
  const names = [...new Set([...candidates, ...(value === null ? [] : [value])])];
  return (
    <>
      <Select
        aria-label={`${name} ${spoken[target]}`}
        data={[
          { value: 'later', label: later[target] },
          ...names.map((one) => ({ value: `use ${one}`, label: one })),
          ...(isConnectionKind(kind) ? [{ value: 'new', label: 'New connection…' }] : []),
        ]}
        value={value === null ? 'later' : `use ${value}`}
        allowDeselect={false}
        onChange={(picked) => {
          if (picked === 'new') setIsMaking(true);
          else onChoose(picked === null || picked === 'later' ? null : picked.slice('use '.length));
        }}
      />
      {isMaking && isConnectionKind(kind) ? (
        <ConnectionDialog
          kind={kind}
          onClose={() => setIsMaking(false)}
          onMade={(made) => {
            setIsMaking(false);
            onChoose(made);
          }}
        />
      ) : null}
    </>
  );
}
