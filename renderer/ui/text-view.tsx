import { Button } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './viewer.module.css';

const firstLines = 200;

/** Plain text or a log, as it is; long ones open in parts. */
export function TextView({ text, label = 'Text' }: { text: string; label?: string }) {
  const lines = text.split('\n');
  const [shown, setShown] = useState(firstLines);
  if (text === '') return <p className={classes.nothing}>Empty</p>;
  return (
    <div className={classes.viewer}>
      <div className={classes.tools}>
        <CopyButton text={text} />
      </div>
      <pre className={classes.text} tabIndex={0} aria-label={label} role="group">
        {lines.slice(0, shown).join('\n')}
      </pre>
      {lines.length > shown ? (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown * 5)}>
          Show more of {lines.length} lines
        </Button>
      ) : null}
    </div>
  );
}
