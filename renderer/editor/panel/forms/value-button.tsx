import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { Offer } from '../../../../shared/flow/offers/offers.ts';
import { useOffers } from '../values/seen-context.tsx';
import { useChipFaces } from '../values/use-chip-faces.ts';
import { takesValue } from '../values/value-drag.ts';
import { ValueList } from '../values/value-list.tsx';
import classes from './forms.module.css';

type ValueButtonProps = { label: string; source: string; onPick: (source: string, offer: Offer) => void };

/** A single value as a chip that is pressed to choose another. */
export function ValueButton({ label, source, onPick }: ValueButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { faceOf } = useChipFaces();
  const offers = useOffers().flatMap((group) => group.offers);
  const offerOf = (dropped: string): Offer =>
    offers.find((one) => dropped === one.source || dropped.startsWith(`default(${one.source},`)) ?? {
      source: dropped,
      label: dropped,
      type: 'unknown',
      sample: undefined,
    };
  const face = source === '' ? null : faceOf(source);
  const words =
    face?.words == null
      ? source
      : [face.words.owner, face.words.label].filter((one) => one !== null).join(' › ');
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.valueButton}
          data-empty={source === '' || undefined}
          aria-label={source === '' ? `${label}: choose a value` : `${label}: ${words}`}
          title={face?.value === '' || face === null ? undefined : `Last time: ${face.value}`}
          onClick={() => setIsOpen(!isOpen)}
          {...takesValue((dropped) => onPick(dropped, offerOf(dropped)))}
        >
          {source === '' ? 'Choose a value' : words}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {isOpen ? (
          <ValueList
            onPick={(picked, offer) => {
              setIsOpen(false);
              onPick(picked, offer);
            }}
            onClose={() => setIsOpen(false)}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
