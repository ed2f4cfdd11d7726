import { Select, TextInput } from '@mantine/core';
import { Either } from '../controls/either.tsx';
import { TemplateField } from '../controls/template-field.tsx';
import { ConnectionField } from '../connection/connection-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { valueAt } from '../../../../shared/flow/edit/set-at.ts';
import { useEditor } from '../../store/editor-store.ts';
import { useKept } from '../kept.ts';
import { useChange, useConfig, useFault, useStep, useStepName } from '../step-context.ts';
import classes from '../controls/controls.module.css';
import { textOf } from '../text-of.ts';

/** A web request: where it goes, what it carries, and which answers are good ones. */
export function HttpForm() {
  const method = textOf(useConfig(['method']), 'GET');
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
                  <Method />
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
                <Method />
                <TemplateField path={['url']} label="Address" placeholder="https://…" isRequired />
              </div>
            ),
          },
        ]}
      />
      <GeneratedFields names={['query', 'headers']} />
      {carriesNothing(method) ? null : <GeneratedFields names={['body']} />}
      <Success />
      {carriesNothing(method) ? null : <GeneratedFields names={['idempotencyKey']} />}
    </>
  );
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const carriesNothing = (method: string): boolean => method === 'GET' || method === 'HEAD';
/** What a request that only reads cannot carry. */
const carried = ['body', 'idempotencyKey'] as const;

/** What the other methods carry is kept while one is chosen that carries nothing. */
function Method() {
  const editor = useEditor();
  const step = useStepName();
  const method = textOf(useConfig(['method']), 'GET');
  const { config } = useStep();
  const kept = useKept('config.method');
  const choose = (picked: string | null): void => {
    if (picked === null || picked === method) return;
    if (!carriesNothing(method)) for (const key of carried) kept.keep(key, valueAt(config, [key]));
    editor.edit('Change step', (drawing) =>
      carried.reduce(
        (done, key) => {
          if (carriesNothing(picked)) return setConfig(done, step, [key], undefined);
          return setConfig(done, step, [key], valueAt(config, [key]) ?? kept.take(key));
        },
        setConfig(drawing, step, ['method'], picked === 'GET' ? undefined : picked),
      ),
    );
  };
  return (
    <Select
      data-field="config.method"
      label="Method"
      data={methods}
      value={method}
      allowDeselect={false}
      error={useFault('config.method')}
      onChange={choose}
    />
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
  const kept = useKept('config.success');
  const choose = (picked: string): void => {
    if (!isUsual) kept.keep('own', value);
    if (picked === 'own') change.config(['success'], kept.take('own') ?? '200,404');
    else change.config(['success'], picked === '2xx' ? undefined : picked);
  };
  return (
    <div data-field="config.success">
      <Select
        label="Good answers"
        data={[...usual, { value: 'own', label: 'Others…' }]}
        value={isUsual ? text : 'own'}
        allowDeselect={false}
        error={isUsual ? fault : null}
        onChange={(picked) => {
          if (picked !== null) choose(picked);
        }}
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
