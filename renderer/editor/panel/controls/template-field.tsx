import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { TemplateInput } from '../values/template-input.tsx';
import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';

type Props = {
  path: JsonPath;
  label: string;
  isLabelHidden?: boolean;
  description?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean;
  isMultiline?: boolean;
  standIn?: string;
};

/** A text of the step's config that takes values of earlier steps. An emptied one is taken away. */
export function TemplateField({ path, ...more }: Props) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  const error = useFault(field);
  return (
    <TemplateInput
      {...more}
      field={field}
      error={error}
      value={
        value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
      }
      onChange={(text) => change.config(path, text === '' ? undefined : text, true)}
    />
  );
}
