import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { sourceOf, type Offer, type OfferGroup } from '../../../../shared/flow/offers/offers.ts';
import { KindTile } from '../../../steps/kind-tile.tsx';
import { useOffers } from './seen-context.tsx';
import { dragValue } from './value-drag.ts';
import { valueText } from './value-text.ts';
import classes from './value-list.module.css';

type Props = {
  onPick: (source: string, offer: Offer) => void;
  /** The way out for those who want it; without it there is none here. */
  onFormula?: (() => void) | undefined;
  onClose: () => void;
};

type Found = { offer: Offer; group: OfferGroup };

const certainties = { always: null, first: 'empty the first time', maybe: 'only on some ways' } as const;
const origins = { run: 'values of the last run', sample: 'example values' } as const;

/** What earlier steps give, with what it was the last time; found by name and by value. */
export function ValueList({ onPick, onFormula, onClose }: Props) {
  const groups = useOffers();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  /** Out of the way of the fields below, until the value lies in one of them. */
  const [isDragging, setIsDragging] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const shown = useMemo(() => search(groups, words), [groups, words]);
  const flat: Found[] = shown.flatMap((group) => group.offers.map((offer) => ({ offer, group })));
  const places = new Map(flat.map(({ offer }, place) => [offer, place]));
  const at = Math.min(active, flat.length - 1);

  const pick = (found: Found | undefined): void => {
    if (found !== undefined) onPick(sourceOf(found.offer, found.group), found.offer);
  };
  const go = (next: number): void => {
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) go(Math.max(0, Math.min(flat.length - 1, at + step)));
    else if (event.key === 'Enter') pick(flat[at]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.box} data-dragging={isDragging || undefined}>
      <input
        className={classes.search}
        type="text"
        role="combobox"
        aria-label="Find a value by its name or content"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={flat.length === 0 ? undefined : `${id}-${at}`}
        placeholder="Find by name or value"
        value={words}
        // The list opens on a person's press: this is where they want to type.
        ref={focusOnce}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        className={classes.list}
        ref={list}
        role="listbox"
        id={`${id}-list`}
        aria-label="Values"
        tabIndex={-1}
      >
        {shown.map((group) => (
          <div key={`${group.node}${group.title}`} role="group" aria-label={group.title}>
            <div className={classes.group}>
              {group.kind === null ? null : <KindTile kind={group.kind} size={18} />}
              <span className={classes.groupTitle}>{group.title}</span>
              <span className={classes.hint}>
                {[certainties[group.certainty], group.from === null ? null : origins[group.from]]
                  .filter((one) => one !== null)
                  .join(' · ')}
              </span>
            </div>
            {group.offers.map((offer) => {
              const mine = places.get(offer) ?? 0;
              return (
                <div
                  key={offer.source}
                  id={`${id}-${mine}`}
                  data-index={mine}
                  className={classes.option}
                  role="option"
                  aria-selected={mine === at}
                  title={offer.source}
                  draggable
                  onDragStart={(event) => {
                    dragValue(event.dataTransfer, sourceOf(offer, group));
                    // What is taken away in this very moment is not dragged any more.
                    setTimeout(() => setIsDragging(true));
                  }}
                  onDragEnd={onClose}
                  onMouseMove={() => setActive(mine)}
                  onClick={() => pick({ offer, group })}
                >
                  <span className={classes.label}>{offer.label}</span>
                  <span className={classes.value}>{valueText(offer.sample)}</span>
                </div>
              );
            })}
          </div>
        ))}
        {flat.length > 0 ? null : (
          <p className={classes.none}>
            {words === ''
              ? 'No step leads here yet: draw a wire to this step, and what earlier steps give appears here.'
              : 'No value has this name or content.'}
          </p>
        )}
      </div>
      {onFormula === undefined ? null : (
        <button type="button" className={classes.formula} onClick={onFormula}>
          Write a formula instead
        </button>
      )}
    </div>
  );
}

const focusOnce = (input: HTMLInputElement | null): void => input?.focus({ preventScroll: true });

function search(groups: OfferGroup[], words: string): OfferGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return groups;
  return groups
    .map((group) => ({
      ...group,
      offers: group.offers.filter((offer) => {
        const text = `${group.title} ${offer.label} ${offer.source} ${ownText(offer)}`.toLowerCase();
        return wanted.every((word) => text.includes(word));
      }),
    }))
    .filter((group) => group.offers.length > 0);
}

/** A group is found by its name: what lies in it is found by itself. */
const ownText = ({ sample }: Offer): string => (typeof sample === 'object' ? '' : valueText(sample));
