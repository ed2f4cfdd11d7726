import { Select, TextInput } from '@mantine/core';
import { Either } from '../controls/either.tsx';
import { TemplateField } from '../controls/template-field.tsx';
import { ConnectionField } from '../connection/connection-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { useChange, useConfig, useFault } from '../step-context.ts';
import classes from '../controls/controls.module.css';
import { textOf } from '../text-of.ts';

/** A web request: where it goes, what it carries, and which answers are good ones. */
export function HttpForm() {
  const method = useConfig(['method']) ?? 'GET';
  return (
    <>
      <Either
        label="Where it goes"
        sides={[
          {
            name: 'connection',
            label: 'Over a connection',
            keys: ['connection', 'path'],
            children: (
              <>
                <ConnectionField kind="http" isRequired />
                <div className={classes.methodRow}>
                  <GeneratedFields names={['method']} />
                  <TemplateField path={['path']} label="Path" placeholder="/posts" />
                </div>
              </>
            ),
          },
          {
            name: 'url',
            label: 'To a full address',
            keys: ['url'],
            children: (
              <div className={classes.methodRow}>
                <GeneratedFields names={['method']} />
                <TemplateField path={['url']} label="Address" placeholder="https://…" isRequired />
              </div>
            ),
          },
        ]}
      />
      <GeneratedFields names={['query', 'headers']} />
      {method === 'GET' || method === 'HEAD' ? null : <GeneratedFields names={['body']} />}
      <Success />
      {method === 'GET' || method === 'HEAD' ? null : <GeneratedFields names={['idempotencyKey']} />}
    </>
  );
}

const usual = [
  { value: '2xx', label: 'Any success (200 to 299)' },
  { value: '2xx,404', label: 'A success, or not there (404)' },
  { value: '200-499', label: 'Anything but a fault of the service' },
];

/** Which answers count as success; everything else is a failure of the step. */
function Success() {
  const value = useConfig(['success']);
  const change = useChange();
  const fault = useFault('config.success', true);
  const text = Array.isArray(value) ? value.map((one) => textOf(one)).join(',') : textOf(value, '2xx');
  const isUsual = usual.some((one) => one.value === text);
  return (
    <div data-field="config.success">
      <Select
        label="Good answers"
        data={[...usual, { value: 'own', label: 'Others…' }]}
        value={isUsual ? text : 'own'}
        allowDeselect={false}
        error={isUsual ? fault : null}
        onChange={(picked) =>
          change.config(
            ['success'],
            picked === '2xx' ? undefined : picked === 'own' ? '200,404' : (picked ?? undefined),
          )
        }
      />
      {isUsual ? null : (
        <TextInput
          mt={6}
          aria-label="Good answer codes"
          description="Codes and ranges, such as 200-299, 404"
          error={fault}
          value={text}
          onChange={(event) => change.config(['success'], event.currentTarget.value, true)}
        />
      )}
    </div>
  );
}
