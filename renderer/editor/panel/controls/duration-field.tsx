import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';
import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { DurationInput } from './duration-input.tsx';
import type { Unit } from './duration-parts.ts';

type Props = {
  path: JsonPath;
  label: string;
  isLabelHidden?: boolean;
  description?: string | undefined;
  placeholder?: string | undefined;
  unit?: Unit;
  isRequired?: boolean;
};

/** A length of time in the step's config. */
export function DurationField({ path, ...more }: Props) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  return (
    <DurationInput
      {...more}
      field={field}
      error={useFault(field)}
      value={typeof value === 'string' ? value : undefined}
      onChange={(next) => change.config(path, next, true)}
    />
  );
}
