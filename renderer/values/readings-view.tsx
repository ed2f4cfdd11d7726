import type { Json } from '../../shared/json.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { MarkdownView } from '../ui/markdown-view.tsx';
import { PatchView } from '../ui/patch-view.tsx';
import { TextView } from '../ui/text-view.tsx';
import { readingsOf, type Reading } from './readings.ts';

/** The longer texts of a value, each to be opened in the way it reads best. Nothing where there are none. */
export function ReadingsView({ value }: { value: Json }) {
  return readingsOf(value).map((reading) => (
    <Disclosure key={reading.label} label={`Read “${reading.label}”`}>
      <Read reading={reading} />
    </Disclosure>
  ));
}

function Read({ reading: { kind, text, label } }: { reading: Reading }) {
  switch (kind) {
    case 'markdown':
      return <MarkdownView text={text} />;
    case 'patch':
      return <PatchView text={text} label={label} />;
    case 'text':
      return <TextView text={text} label={label} />;
  }
}
