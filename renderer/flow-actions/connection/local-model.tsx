import { Autocomplete, Button } from '@mantine/core';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { ErrorNote } from '../../ui/error-state.tsx';
import classes from './connection.module.css';
import { SettingLine } from './lines.tsx';
import type { TypedConnection } from './typed-connection.ts';
import type { ModelHere } from './use-model-here.ts';

type Props = { typed: TypedConnection; here: ModelHere; models: readonly string[] };

/** A model program on the computer that Countersign runs on: found by itself where it runs. */
export function LocalModel({ typed, here, models }: Props) {
  const { program, proposed } = here;
  return (
    <>
      {here.error === null ? (
        <Found here={here} />
      ) : (
        <ErrorNote error={here.error} what="This computer could not be searched for models." />
      )}
      <Autocomplete
        label="Model"
        withAsterisk
        data={[...new Set([...(program?.models ?? []), ...models])]}
        limit={50}
        value={typed.settings['model'] ?? proposed.model}
        onChange={(model) => typed.setting('model', model)}
      />
      <SettingLine typed={typed} name="baseUrl" label="Address" proposed={proposed.baseUrl} isRequired />
    </>
  );
}

function Found({ here: { program, isLooking, lookAgain } }: { here: ModelHere }) {
  if (program === undefined)
    return (
      <p className={classes.quiet} role="status">
        Looking for models on this computer…
      </p>
    );
  if (program !== null && program.models.length > 0)
    return (
      <p className={classes.good} role="status">
        <IconCircleCheck size={16} aria-hidden="true" />
        {program.program} runs here with{' '}
        {program.models.length === 1 ? '1 model' : `${program.models.length} models`}.
      </p>
    );
  return (
    <div className={classes.note} role="status">
      {program === null ? (
        <p>
          No model answers on this computer yet. Install Ollama from ollama.com, start it, and load a model,
          for example with <code>ollama pull llama3.2</code>.
        </p>
      ) : (
        <p>
          {program.program} runs here, but has no model yet. Load one, for example with{' '}
          <code>ollama pull llama3.2</code>.
        </p>
      )}
      <Button
        size="compact-sm"
        leftSection={<IconRefresh size={14} aria-hidden="true" />}
        loading={isLooking}
        onClick={lookAgain}
      >
        Look again
      </Button>
    </div>
  );
}
