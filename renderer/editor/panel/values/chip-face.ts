import type { ChipWords } from '../../../../shared/flow/offers/words.ts';

/** The step that gives it comes later in the circle: in the first round nothing is there. */
export const emptyFirst = 'Empty the first time';

export type ChipFace = {
  words: ChipWords | null;
  source: string;
  /** Empty in the first round, or on some ways. */
  note: string | null;
  /** What it was the last time. */
  value: string;
};

/** A chip as it stands in a text: whose value, which value. A worked-out one shows its formula. */
export function drawChip(face: ChipFace): HTMLElement {
  const chip = document.createElement('span');
  chip.className = 'chip';
  chip.dataset['chip'] = face.source;
  chip.draggable = true;
  if (face.words === null) {
    chip.dataset['kind'] = 'formula';
    chip.append(part('chip-owner', 'Formula'), ' › ', part('chip-label', face.source));
  } else {
    if (face.words.owner !== null) chip.append(part('chip-owner', face.words.owner), ' › ');
    chip.append(part('chip-label', face.words.label));
  }
  if (face.note !== null) chip.dataset['maybe'] = 'true';
  if (face.note === emptyFirst) chip.append(part('chip-note', 'empty the first time'));
  chip.title = [
    [face.words?.owner, face.words?.label].filter((one) => typeof one === 'string').join(' › '),
    face.value === '' ? '' : `Last time: ${face.value}`,
    face.note ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n');
  return chip;
}

function part(className: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
}
