import { KeyHint } from '../ui/key-hint.tsx';
import { Section } from '../ui/page.tsx';
import classes from './settings.module.css';

const main = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const keys: [keys: string[], does: string][] = [
  [[main, 'K'], 'Find anything: flows, runs, cards, actions'],
  [['?'], 'In the inbox and where flows are drawn: all keys there'],
  [['Tab'], 'To the next thing that can be pressed'],
  [['Esc'], 'Close what lies on top'],
];

/** Keys that work everywhere; the screens with keys of their own list them. */
export function Shortcuts() {
  return (
    <Section title="Keys">
      <dl className={classes.keys}>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              <KeyHint keys={names} />
              <span className="visually-hidden">{names.join(' ')}</span>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
