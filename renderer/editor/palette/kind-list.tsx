import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { KindTile } from '../../steps/kind-tile.tsx';
import { dragKind } from './kind-drag.ts';
import classes from './kind-list.module.css';
import { findKinds, groupTitles, type KindItem } from './kinds.ts';

type Props = {
  label: string;
  /** Whether a trigger makes sense here: nothing can lead to one. */
  canBegin: boolean;
  onChoose: (kind: string) => void;
  hasFocus?: boolean;
  isDraggable?: boolean;
};

/** Kinds of steps to search and choose from. The keyboard stays in the search field; the arrow keys move the choice. */
export function KindList({ label, canBegin, onChoose, hasFocus = false, isDraggable = false }: Props) {
  const [query, setQuery] = useState('');
  const [marked, setMarked] = useState(0);
  const id = useId();
  const kinds = findKinds(query, canBegin);
  const isSearched = query.trim() !== '';
  const shown = Math.min(marked, kinds.length - 1);
  const optionId = (index: number): string => `${id}-${index}`;

  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && kinds.length > 0) {
      event.preventDefault();
      const next = (shown + step + kinds.length) % kinds.length;
      setMarked(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    }
    const choice = kinds[shown];
    if (event.key === 'Enter' && choice !== undefined) {
      event.preventDefault();
      setQuery('');
      onChoose(choice.kind);
    }
  };

  const option = (item: KindItem, index: number): ReactNode => (
    <div
      key={item.kind}
      id={optionId(index)}
      role="option"
      aria-selected={index === shown}
      className={classes.kind}
      title={isDraggable ? `${item.title}: ${item.summary}` : item.summary}
      draggable={isDraggable}
      onDragStart={(event) => dragKind(event.dataTransfer, item.kind)}
      onPointerEnter={() => setMarked(index)}
      onClick={() => onChoose(item.kind)}
    >
      <KindTile kind={item.kind} size={26} />
      <span className={classes.words}>
        <span className={classes.title}>{item.title}</span>
        {isSearched || !isDraggable ? <span className={classes.summary}>{item.summary}</span> : null}
      </span>
    </div>
  );

  return (
    <div className={classes.list}>
      <TextInput
        className={classes.search}
        aria-label={label}
        placeholder="Find a step"
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={kinds.length === 0 ? undefined : optionId(shown)}
        data-autofocus={hasFocus || undefined}
        autoFocus={hasFocus}
        autoComplete="off"
      />
      {kinds.length === 0 ? (
        <p className={classes.none}>No step with these words. Try “mail”, “decide” or “wait”.</p>
      ) : (
        <div
          className={classes.kinds}
          role="listbox"
          id={`${id}-list`}
          aria-label="Kinds of steps"
          tabIndex={-1}
        >
          {kinds.map((item, index) => (
            <div key={item.kind} role="presentation">
              {isSearched || kinds[index - 1]?.group === item.group ? null : (
                <div className={classes.group} role="presentation">
                  {groupTitles[item.group]}
                </div>
              )}
              {option(item, index)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
