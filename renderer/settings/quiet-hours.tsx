import { Chip, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useMay } from '../api/names.ts';
import { useAct } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { clockTime } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './settings.module.css';

type State = OutputOf<'desktop.messages'>;
type Quiet = NonNullable<State['quiet']>;

const usual: Quiet = { from: '22:00', to: '07:00', days: [1, 2, 3, 4, 5, 6, 7] };
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Hours in which nothing pops up on this computer. */
export function QuietHours({ state }: { state: State }) {
  const mayChange = useMay('workspace');
  const now = useNow();
  const save = useAct('desktop.setMessages');
  const quiet = save.isPending ? save.variables.quiet : state.quiet;
  const change = (next: Quiet | null): void => save.mutate({ quiet: next });
  return (
    <div className={classes.quietHours}>
      <Switch
        label="Quiet hours"
        description="Nothing pops up in them. Afterwards one message says what waits; deadlines go on."
        checked={quiet !== null}
        disabled={!mayChange}
        onChange={(event) => change(event.currentTarget.checked ? usual : null)}
      />
      {quiet === null ? null : (
        <div className={classes.quietTimes}>
          <TimeField
            label="From"
            value={quiet.from}
            disabled={!mayChange}
            onSave={(from) => change({ ...quiet, from })}
          />
          <TimeField
            label="Until"
            value={quiet.to}
            disabled={!mayChange}
            onSave={(to) => change({ ...quiet, to })}
          />
          <Chip.Group
            multiple
            value={quiet.days.map(String)}
            onChange={(chosen) =>
              // Without a day there are no quiet hours: the last one is taken away with the switch.
              chosen.length === 0
                ? undefined
                : change({ ...quiet, days: chosen.map(Number).toSorted((a, b) => a - b) })
            }
          >
            <div role="group" aria-label="Days on which they begin" className={classes.days}>
              {days.map((day, index) => (
                <Chip key={day} value={String(index + 1)} size="xs" variant="outline" disabled={!mayChange}>
                  {day}
                </Chip>
              ))}
            </div>
          </Chip.Group>
        </div>
      )}
      {state.quietUntil === null ? null : (
        <p className={classes.line}>It is quiet now, until {clockTime(state.quietUntil, now)}.</p>
      )}
      {save.error === null ? null : <ErrorNote error={save.error} what="Nothing was changed." />}
    </div>
  );
}

/** Kept when it is left: half a time is none. */
function TimeField(props: {
  label: string;
  value: string;
  disabled: boolean;
  onSave: (value: string) => void;
}) {
  const { label, value, disabled, onSave } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="time"
      label={label}
      value={typed ?? value}
      disabled={disabled}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null && typed !== '' && typed !== value) onSave(typed);
        setTyped(null);
      }}
    />
  );
}
