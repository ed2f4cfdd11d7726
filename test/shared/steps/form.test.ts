import { expect, test } from 'vitest';
import { formOf } from '../../../shared/steps/form.ts';
import { kindOf } from '../../../shared/steps/index.ts';

const form = (kind: string) => {
  const found = kindOf(kind);
  if (found === undefined) throw new Error(kind);
  return Object.fromEntries(formOf(found).map((field) => [field.name, field]));
};

test('a form knows from the schema which control a field needs, its choices and its default', () => {
  const fields = form('http');
  expect(fields['method']).toMatchObject({
    control: 'choice',
    default: 'GET',
    isFixed: true,
    isRequired: false,
  });
  expect(fields['method']?.options).toContain('PATCH');
  expect(fields['headers']?.control).toBe('map');
  expect(fields['body']?.control).toBe('value');
  expect(form('llm')['temperature']).toMatchObject({ control: 'number', min: 0, max: 2 });
  expect(form('llm')['prompt']).toMatchObject({ control: 'text', isRequired: true, isFixed: false });
  expect(form('ssh')['detach']).toMatchObject({ control: 'boolean', default: false });
});
