import { Button } from '@mantine/core';
import { useState } from 'react';
import { isJsonObject, type Json } from '../../shared/json.ts';
import { useMay } from '../api/names.ts';
import { useAct } from '../api/use-call.ts';
import { JsonInput } from '../steps/json-input.tsx';
import { announce } from '../ui/announce.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import classes from './run.module.css';

type Props = {
  run: string;
  node: string;
  visit: number;
  name: string;
  /** The example output its flow carries: `{ body }`. */
  sample: Json | undefined;
};

/** A draft that waits to be called back: its starter answers as the other side would. Recorded as practice. */
export function CallbackForm({ run, node, visit, name, sample }: Props) {
  const send = useAct('runs.callback');
  const mayRun = useMay('run');
  const [typed, setTyped] = useState<{ body: Json | undefined } | null>(null);
  const [isReadable, setIsReadable] = useState(true);
  const example = isJsonObject(sample) ? sample['body'] : undefined;
  const body = typed === null ? example : typed.body;
  if (!mayRun) return null;
  return (
    <div className={classes.call}>
      <Disclosure
        label={<strong>Answer “{name}” as the other side would</strong>}
        aside="practice"
        startsOpen
      >
        <div className={classes.callForm}>
          <JsonInput
            key={example === undefined ? 'empty' : 'example'}
            label="What comes back, as JSON"
            value={body}
            minRows={4}
            onChange={(next) => setTyped({ body: next })}
            onValid={setIsReadable}
          />
          {send.error === null ? null : <ErrorNote error={send.error} what="It was not taken." />}
          <Button
            variant="filled"
            disabled={!isReadable}
            loading={send.isPending}
            onClick={() =>
              send.mutate(
                { id: run, node, visit, ...(body === undefined ? {} : { body }) },
                { onSuccess: () => announce(`“${name}” was answered. The run goes on.`) },
              )
            }
          >
            Send the answer
          </Button>
        </div>
      </Disclosure>
    </div>
  );
}
