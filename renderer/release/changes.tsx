import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Change } from '../../shared/flow/diff.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { outsideInWords, outsideOf } from '../../shared/flow/outside.ts';
import { DiffView } from '../ui/diff-view.tsx';
import classes from './changes.module.css';

type Props = {
  before: Drawing | null;
  after: Drawing;
  changes: readonly Change[];
  onSelect?: (node: string) => void;
  /** Sentences that have been read and ticked; left out where nothing is to be confirmed. */
  ticks?: { ticked: ReadonlySet<string>; onTick: (words: string) => void };
};

/** What differs, in sentences: what asks less of people, other decisions, what happens outside, and then the rest. */
export function Changes({ before, after, changes, onSelect, ticks }: Props) {
  const less = changes.filter(({ weakens }) => weakens);
  const gates = changes.filter(({ area, weakens }) => area === 'gate' && !weakens);
  const outside = changes.filter(({ area }) => area === 'effect' || area === 'connection');
  const rest = changes.filter((change) => ![less, gates, outside].some((group) => group.includes(change)));
  const reach = outsideWords(before, after);
  if (changes.length === 0) return <p className={classes.none}>Nothing differs.</p>;
  const line = (change: Change) => <Line change={change} onSelect={onSelect} />;
  return (
    <div className={classes.groups}>
      {less.length === 0 ? null : (
        <section className={classes.less} aria-label="Less is asked of people">
          <h4 className={classes.heading}>Less is asked of people</h4>
          {ticks === undefined ? (
            <List changes={less} line={line} />
          ) : (
            <ul className={classes.changes}>
              {less.map((change) => (
                <li key={change.words} className={classes.change}>
                  <Checkbox
                    label={change.words}
                    checked={ticks.ticked.has(change.words)}
                    onChange={() => ticks.onTick(change.words)}
                  />
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <Group title="Decisions" changes={gates} line={line} />
      <Group title="Outside" changes={outside} line={line} lead={reach} />
      <Group
        title={less.length + gates.length + outside.length === 0 ? null : 'Everything else'}
        changes={rest}
        line={line}
      />
    </div>
  );
}

/** Before and after in one line each; null where the flow reaches as far as it did. */
function outsideWords(before: Drawing | null, after: Drawing): string | null {
  const now = outsideInWords(outsideOf(after));
  if (before === null) return `It ${now}.`;
  const old = outsideInWords(outsideOf(before));
  return old === now ? null : `Before, it ${old}. Now it ${now}.`;
}

type GroupProps = {
  title: string | null;
  changes: readonly Change[];
  line: (change: Change) => ReactNode;
  lead?: string | null;
};

function Group({ title, changes, line, lead = null }: GroupProps) {
  if (changes.length === 0 && lead === null) return null;
  return (
    <section aria-label={title ?? 'Changes'}>
      {title === null ? null : <h4 className={classes.heading}>{title}</h4>}
      {lead === null ? null : <p className={classes.lead}>{lead}</p>}
      <List changes={changes} line={line} />
    </section>
  );
}

function List({ changes, line }: Pick<GroupProps, 'changes' | 'line'>) {
  return (
    <ul className={classes.changes}>
      {changes.map((change, index) => (
        <li key={index} className={classes.change}>
          {line(change)}
        </li>
      ))}
    </ul>
  );
}

/** Too long for a sentence, so that the words themselves are shown. */
const isLong = ({ words, before, after }: Change): boolean =>
  words.endsWith(': changed') && before !== undefined && after !== undefined;

function Line({ change, onSelect }: { change: Change; onSelect: Props['onSelect'] }) {
  const { node, words } = change;
  return (
    <>
      {node === undefined || onSelect === undefined ? (
        <span className={classes.words}>{words}</span>
      ) : (
        <button type="button" className={classes.words} onClick={() => onSelect(node)}>
          {words}
        </button>
      )}
      {isLong(change) ? (
        <div className={classes.diff}>
          <DiffView before={change.before} after={change.after} label={words} />
        </div>
      ) : null}
    </>
  );
}
