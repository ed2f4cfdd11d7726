import { memo, useState } from 'react';
import type { Names } from '../api/names.ts';
import { useSight } from '../ui/use-sight.ts';
import type { Group } from './arrange.ts';
import { EntryLine } from './entry-line.tsx';
import classes from './inbox.module.css';
import type { Whose } from './view.ts';

/** `.row` in inbox.module.css: every line is exactly this high, so a place in the list is a number of pixels. */
const rowPx = 33;

type Shared = { selected: string | null; whose: Whose; names: Names };

/** The list beside the card: one line for each, by group. Of thousands only those in sight are drawn. */
export function EntryList({ groups, selected, ...shared }: Shared & { groups: readonly Group[] }) {
  return groups.map((group) => (
    <EntryGroup
      key={group.id}
      group={group}
      selected={group.entries.some(({ id }) => id === selected) ? selected : null}
      {...shared}
    />
  ));
}

const EntryGroup = memo(function EntryGroup({ group, selected, ...shared }: Shared & { group: Group }) {
  const { title, aside, entries } = group;
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const sight = useSight(root, rowPx);
  const chosen = entries.findIndex(({ id }) => id === selected);
  const last = Math.min(sight.last, entries.length - 1);
  const places = Array.from({ length: Math.max(last - sight.first + 1, 0) }, (_, at) => sight.first + at);
  // The chosen one is always there, so that it keeps the focus however far one scrolls.
  if (chosen !== -1 && !places.includes(chosen)) places.push(chosen);
  return (
    <section className={classes.group} aria-label={aside === null ? title : `${title}, ${aside}`}>
      <h2 className={classes.groupTitle}>
        {title} <span className={classes.count}>{entries.length}</span>
        {aside === null ? null : <span className={classes.aside}>{aside}</span>}
      </h2>
      <ul ref={setRoot} className={classes.entries} style={{ height: entries.length * rowPx }}>
        {places
          .sort((left, right) => left - right)
          .map((place) => {
            const entry = entries[place];
            return entry === undefined ? null : (
              <li
                key={entry.id}
                className={classes.row}
                style={{ top: place * rowPx }}
                aria-setsize={entries.length}
                aria-posinset={place + 1}
              >
                <EntryLine entry={entry} isSelected={place === chosen} {...shared} />
              </li>
            );
          })}
      </ul>
    </section>
  );
});
