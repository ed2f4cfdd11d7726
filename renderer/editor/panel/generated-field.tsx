import { formOf } from '../../../shared/steps/form.ts';
import type { KindName } from '../../../shared/steps/index.ts';
import { DurationField } from './controls/duration-field.tsx';
import { MapField } from './controls/map-field.tsx';
import { ChoiceField, NumberField, SwitchField, TextField } from './controls/plain-fields.tsx';
import { TemplateField } from './controls/template-field.tsx';
import { ValueField } from './controls/value-field.tsx';
import { fieldWords } from './field-words.ts';
import { useKind } from './step-context.ts';

/** One field of the step's kind: the control by its schema, the words by `fieldWords`. */
export function GeneratedField({ name }: { name: string }) {
  const kind = useKind();
  const field = kind === undefined ? undefined : formOf(kind).find((one) => one.name === name);
  const words = kind === undefined ? undefined : fieldWords[kind.kind as KindName][name]; // a kind of the list
  if (field === undefined || words === undefined) return null;
  const shared = {
    path: [name],
    label: words.label,
    description: words.help,
    placeholder: words.placeholder ?? (typeof field.default === 'number' ? String(field.default) : undefined),
    isRequired: field.isRequired,
  };
  if (words.isDuration === true) return <DurationField {...shared} />;
  switch (field.control) {
    case 'choice':
      return (
        <ChoiceField
          {...shared}
          choices={field.options.map((value) => ({ value, label: words.choices?.[value] ?? value }))}
          byDefault={typeof field.default === 'string' ? field.default : undefined}
        />
      );
    case 'number':
      return <NumberField {...shared} min={field.min} max={field.max} />;
    case 'boolean':
      return <SwitchField {...shared} byDefault={field.default === true} />;
    case 'map':
      return (
        <MapField
          path={[name]}
          label={words.label}
          description={words.help}
          {...(words.addLabel === undefined ? {} : { addLabel: words.addLabel })}
          {...(words.onlyText === undefined ? {} : { onlyText: words.onlyText })}
        />
      );
    case 'text':
      return field.isFixed ? (
        <TextField {...shared} />
      ) : (
        <TemplateField {...shared} isMultiline={words.isMultiline ?? false} />
      );
    case 'value':
    case 'list':
      return (
        <ValueField
          path={[name]}
          label={words.label}
          description={words.help}
          isRequired={field.isRequired}
          isMultiline={words.isMultiline ?? false}
        />
      );
  }
}

/** Several of them, in this order. */
export function GeneratedFields({ names }: { names: readonly string[] }) {
  return names.map((name) => <GeneratedField key={name} name={name} />);
}
