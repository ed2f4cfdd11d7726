import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { keepMotion, readMotion, type Motion } from '../ui/motion.ts';
import { Section } from '../ui/page.tsx';
import classes from './settings.module.css';

/** How this window looks; other windows and people keep theirs. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [motion, setMotion] = useState<Motion>(readMotion);
  return (
    <Section title="Appearance">
      <div className={classes.choice}>
        <span>Colours</span>
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
      </div>
      <div className={classes.choice}>
        <span>Motion</span>
        <SegmentedControl
          aria-label="Motion"
          value={motion}
          onChange={(picked) => {
            const next: Motion = picked === 'none' ? 'none' : 'system';
            keepMotion(next);
            setMotion(next);
          }}
          data={[
            { value: 'system', label: 'As the system' },
            { value: 'none', label: 'None' },
          ]}
        />
      </div>
    </Section>
  );
}
