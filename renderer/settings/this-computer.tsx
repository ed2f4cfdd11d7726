import { Switch } from '@mantine/core';
import type { InputOf, OutputOf } from '../../shared/api/contract.ts';
import { useMay } from '../api/names.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import classes from './settings.module.css';

type Computer = OutputOf<'desktop.get'>;

/** How the desktop app behaves here, each with what this system can do. In a browser there is no such app. */
export function ThisComputer() {
  const computer = useCall('desktop.get', {}, { enabled: window.countersign !== undefined }).data;
  const mayChange = useMay('workspace');
  const change = useAct('desktop.set');
  if (computer === undefined) return null;

  const choice = (label: string, key: keyof InputOf<'desktop.set'> & keyof Computer) => {
    const { on, available, note } = computer[key];
    return (
      <Switch
        label={label}
        description={note}
        checked={change.isPending ? (change.variables[key] ?? on) : on}
        disabled={!available || !mayChange}
        onChange={(event) => change.mutate({ [key]: event.currentTarget.checked })}
      />
    );
  };
  return (
    <Section title="This computer">
      <div className={classes.switches}>
        {choice('Keep running when the window is closed', 'keepRunning')}
        {choice(startWords[computer.system], 'startAtLogin')}
        {choice('Check spelling in text fields', 'spellCheck')}
        {computer.tray.note === null ? null : <p className={classes.hint}>{computer.tray.note}</p>}
      </div>
      {change.error === null ? null : <ErrorNote error={change.error} what="Nothing was changed." />}
    </Section>
  );
}

const startWords: Record<Computer['system'], string> = {
  mac: 'Open at login',
  windows: 'Start when I sign in',
  linux: 'Start when I log in',
};
