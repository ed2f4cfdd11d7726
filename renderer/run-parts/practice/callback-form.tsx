import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../../shared/json.ts';
import { JsonInput } from '../../steps/json-input.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import type { CallbackAnswer } from './use-callback-answer.ts';
import classes from './practice-bar.module.css';

/** Another answer than the example: written by hand, as the other side would send it. */
export function CallbackForm({ answer }: { answer: CallbackAnswer }) {
  const [body, setBody] = useState<Json | undefined>(answer.example);
  const [isReadable, setIsReadable] = useState(true);
  return (
    <div className={classes.form}>
      <JsonInput
        label="What comes back, as JSON"
        value={body}
        minRows={4}
        onChange={setBody}
        onValid={setIsReadable}
      />
      {answer.error === null ? null : <ErrorNote error={answer.error} what="It was not taken." />}
      <Button
        size="compact-sm"
        variant="filled"
        disabled={!isReadable}
        loading={answer.isSending}
        onClick={() => answer.send(body)}
      >
        Send this answer
      </Button>
    </div>
  );
}
