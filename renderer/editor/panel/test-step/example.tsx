import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import { setSample } from '../../../../shared/flow/edit/set-sample.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import type { Json } from '../../../../shared/json.ts';
import { JsonInput } from '../../../steps/json-input.tsx';
import { timeFromNow } from '../../../ui/times.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { useStepName } from '../step-context.ts';
import { useSeen, useSeenAt } from '../values/seen-context.tsx';
import { whyNoExample } from './why-no-example.ts';
import classes from './test-step.module.css';

/** What the step gives, as an example: chips show it, tests use it, and practice answers with it. */
export function Example() {
  const name = useStepName();
  const editor = useEditor();
  const sample = useEditorState((state) => state.drawing.samples?.[name]);
  const secret = useEditorState(({ failure }) => secretIn(failure, name));
  // A value from outside this field draws it anew; what is being typed stays as it is typed.
  const [typed, setTyped] = useState(sample);
  const [version, setVersion] = useState(0);
  if (sample !== typed) {
    setTyped(sample);
    setVersion(version + 1);
  }
  const put = (value: Json | undefined, isTyping: boolean): void => {
    if (isTyping) setTyped(value);
    editor.edit(
      'Change example',
      (drawing) => setSample(drawing, name, value),
      isTyping ? { merge: `${name}:sample` } : {},
    );
  };
  return (
    <div data-field="samples" className={classes.stack}>
      <JsonInput
        key={version}
        label="Example of what it gives"
        description="Chips and tests show it; practice runs answer with it where a connection is missing."
        value={sample}
        error={secret}
        minRows={3}
        onChange={(value) => put(value, true)}
      />
      <FromLastRun name={name} onTake={(value) => put(value, false)} />
    </div>
  );
}

function FromLastRun({ name, onTake }: { name: string; onTake: (value: Json) => void }) {
  const seen = useSeen();
  const at = useSeenAt()[name];
  const now = useNow();
  const isStart = seen.trigger?.node === name;
  const last = isStart ? seen.trigger?.payload : seen.outputs[name];
  if (last === undefined)
    return <p className={classes.quiet}>After a run its output can be used as the example.</p>;
  const why = whyNoExample(last);
  if (why !== null) return <p className={classes.quiet}>{why}</p>;
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconHistory size={14} aria-hidden="true" />}
        onClick={() => onTake(last)}
      >
        {isStart ? 'Use what started the last run' : 'Use the output of the last run'}
        {at === undefined ? '' : ` (${timeFromNow(at, now)})`}
      </Button>
    </div>
  );
}

/** The host does not store a flow that holds a secret: said where the example holds it. */
function secretIn(failure: unknown, name: string): string | null {
  const details = failure instanceof AppError ? (failure.details ?? []) : [];
  const found = details.find(
    (one) => isJsonObject(one) && one['code'] === 'secret_in_file' && one['field'] === `samples.${name}`,
  );
  return found === undefined
    ? null
    : 'This holds a secret that is kept in a connection here, so nothing is saved. Put something made up in its place.';
}
