import { renameOutput } from '../../../../shared/flow/edit/rename-field.ts';
import { useEditor } from '../../store/editor-store.ts';
import { DurationField } from '../controls/duration-field.tsx';
import { Either } from '../controls/either.tsx';
import { MapField } from '../controls/map-field.tsx';
import { TemplateField } from '../controls/template-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { useConfig, useStepName } from '../step-context.ts';

/** Values that later steps read, by name. */
export function SetForm() {
  const editor = useEditor();
  const step = useStepName();
  return (
    <MapField
      path={['values']}
      label="Values"
      description="Each has a name; later steps find it under this name."
      addLabel="Add a value"
      isRequired
      onRename={(from, to) =>
        editor.edit('Rename value', (drawing) => renameOutput(drawing, step, 'values', { from, to }))
      }
    />
  );
}

export function SleepForm() {
  return (
    <Either
      label="Go on"
      sides={[
        {
          name: 'for',
          label: 'After a while',
          keys: ['for'],
          children: <DurationField path={['for']} label="How long" isRequired />,
        },
        {
          name: 'until',
          label: 'At a time',
          keys: ['until'],
          children: (
            <TemplateField
              path={['until']}
              label="When"
              placeholder="2026-03-01T09:00:00Z"
              description="A time of an earlier step, or one with its time zone at the end."
              isRequired
            />
          ),
        },
      ]}
    />
  );
}

export function JoinForm() {
  const mode = useConfig(['mode']);
  return <GeneratedFields names={mode === 'count' ? ['mode', 'count'] : ['mode']} />;
}

export function EndForm() {
  return <GeneratedFields names={['outcome', 'message', 'output']} />;
}

export function PersistForm() {
  return <GeneratedFields names={['name', 'content', 'type']} />;
}

export function WebhookForm() {
  const respond = useConfig(['respond']);
  return (
    <GeneratedFields
      names={['path', 'auth', 'respond', ...(respond === 'completed' ? ['responseBody'] : []), 'dedupe']}
    />
  );
}

export function WebhookMore() {
  return <GeneratedFields names={['method', 'requester']} />;
}

export function RequesterMore() {
  return <GeneratedFields names={['requester']} />;
}
