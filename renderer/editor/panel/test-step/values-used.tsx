import { titleOfNode } from '../../../../shared/flow/offers/words.ts';
import { listed } from '../../../../shared/approval/words.ts';
import { useEditorState } from '../../store/editor-store.ts';
import classes from './test-step.module.css';
import type { StepTest } from './use-test.ts';

type Origin = StepTest['usedFrom']['trigger'];

const words: Record<Origin, string> = {
  given: 'your own values',
  run: 'the last draft run',
  sample: 'the examples',
  none: 'nothing: no run and no example has a value',
};

/** Where the values came from that the step was tested with. */
export function ValuesUsed({ usedFrom }: { usedFrom: StepTest['usedFrom'] }) {
  const drawing = useEditorState((state) => state.drawing);
  const groups = new Map<Origin, string[]>();
  for (const [name, origin] of Object.entries(usedFrom.steps))
    groups.set(origin, [...(groups.get(origin) ?? []), `“${titleOfNode(drawing, name)}”`]);
  if (groups.size === 0) return null;
  return (
    <p className={classes.quiet}>
      {[...groups]
        .map(([origin, names]) => `Values of ${listed(names)} come from ${words[origin]}.`)
        .join(' ')}
    </p>
  );
}
