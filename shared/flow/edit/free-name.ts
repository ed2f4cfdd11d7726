import { isNodeName } from '../../steps/names.ts';

/** A node name made of words: “Ask a model” is `ask_a_model`. */
export function nodeNameOf(words: string): string {
  const plain = words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 56);
  return isNodeName(plain) ? plain : 'step';
}

/** The name itself, or with the first number that nobody has yet: `publish_2`. */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  if (!taken(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '');
  for (let count = 2; ; count++) if (!taken(`${stem}_${count}`)) return `${stem}_${count}`;
}
