import { MailForm } from './mail-form.tsx';
import { ModelForm, type ModelPlace } from './model-form.tsx';
import { ServerForm } from './server-form.tsx';
import type { TypedConnection } from './typed-connection.ts';
import type { ModelHere } from './use-model-here.ts';
import { WebForm } from './web-form.tsx';

type Props = {
  typed: TypedConnection;
  place: ModelPlace;
  onPlace: (place: ModelPlace) => void;
  here: ModelHere;
  models: readonly string[];
  mayWait: boolean;
};

/** The form of each kind. */
export function ConnectionFields({ typed, ...model }: Props) {
  switch (typed.kind) {
    case 'llm':
      return <ModelForm typed={typed} {...model} />;
    case 'http':
      return <WebForm typed={typed} />;
    case 'ssh':
      return <ServerForm typed={typed} />;
    case 'smtp':
      return <MailForm typed={typed} />;
  }
}
