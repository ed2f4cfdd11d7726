import { Autocomplete, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { modelProviders } from '../../../shared/connections/providers.ts';
import { SecretLine, SettingLine } from './lines.tsx';
import { LocalModel } from './local-model.tsx';
import type { ModelHere } from './use-model-here.ts';
import classes from './connection.module.css';
import type { TypedConnection } from './typed-connection.ts';

export type ModelPlace = 'here' | 'provider' | 'later';

type Props = {
  typed: TypedConnection;
  place: ModelPlace;
  onPlace: (place: ModelPlace) => void;
  here: ModelHere;
  /** Whether one may go on without a model. */
  mayWait: boolean;
  /** What the server said it has, after a test. */
  models: readonly string[];
};

const other = 'another';

/** Where the model is: on this computer, at a provider, or nowhere yet. */
export function ModelForm({ typed, place, onPlace, here, models, mayWait }: Props) {
  return (
    <>
      <Radio.Group
        label="Where the model is"
        value={place}
        onChange={(picked) => {
          const next = picked === 'provider' || picked === 'later' ? picked : 'here';
          onPlace(next);
          typed.restart(next === 'provider' ? { baseUrl: modelProviders[0]?.baseUrl ?? '' } : {});
        }}
      >
        <div className={classes.choices}>
          <Radio value="here" label="On this computer" description="Nothing leaves it: Ollama and others." />
          <Radio value="provider" label="At a provider" description="With a key that you have from there." />
          {mayWait ? (
            <Radio
              value="later"
              label="Not now: keep practising"
              description="Drafts answer with the step’s example. Going live asks again."
            />
          ) : null}
        </div>
      </Radio.Group>
      {place === 'here' ? <LocalModel typed={typed} here={here} models={models} /> : null}
      {place === 'provider' ? <Provider typed={typed} models={models} /> : null}
    </>
  );
}

function Provider({ typed, models }: Pick<Props, 'typed' | 'models'>) {
  const [chosen, setChosen] = useState(
    () => modelProviders.find(({ baseUrl }) => baseUrl === typed.settings['baseUrl'])?.name ?? other,
  );
  const provider = modelProviders.find(({ name }) => name === chosen);
  return (
    <>
      <Select
        label="Provider"
        data={[...modelProviders.map(({ name }) => name), { value: other, label: 'Another one' }]}
        value={chosen}
        allowDeselect={false}
        onChange={(picked) => {
          const next = modelProviders.find(({ name }) => name === picked);
          setChosen(picked ?? other);
          // A key goes to the provider it was typed for, and to no other.
          typed.restart({ baseUrl: next?.baseUrl ?? '' });
        }}
      />
      <SettingLine
        typed={typed}
        name="baseUrl"
        label="Address"
        placeholder="https://models.example.com/v1"
        {...(provider === undefined ? { description: 'OpenAI-compatible; it often ends in /v1.' } : {})}
        isRequired
      />
      <SecretLine
        typed={typed}
        name="apiKey"
        label="Key"
        {...(provider === undefined
          ? {}
          : { description: `Made at ${provider.keys}. It is never shown again.` })}
      />
      <Autocomplete
        label="Model"
        description="The name as the provider writes it."
        placeholder={provider?.model ?? ''}
        withAsterisk
        data={[...models]}
        limit={50}
        value={typed.settings['model'] ?? ''}
        onChange={(model) => typed.setting('model', model)}
      />
    </>
  );
}
