import { TagsInput } from '@mantine/core';
import { Either } from '../controls/either.tsx';
import { TemplateField } from '../controls/template-field.tsx';
import { ConnectionField } from '../connection/connection-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { useChange, useConfig, useFault } from '../step-context.ts';

/** What runs on another computer. */
export function SshForm() {
  return (
    <>
      <ConnectionField kind="ssh" label="Server" isRequired />
      <Either
        label="What runs there"
        sides={[
          {
            name: 'command',
            label: 'A command',
            keys: ['command'],
            children: (
              <TemplateField path={['command']} label="Command" placeholder="./deploy.sh" isRequired />
            ),
          },
          {
            name: 'script',
            label: 'A script',
            keys: ['script'],
            children: <TemplateField path={['script']} label="Script" isMultiline isRequired />,
          },
        ]}
      />
      <GeneratedFields names={['cwd', 'env', 'detach']} />
    </>
  );
}

export function SshMore() {
  return (
    <>
      <GeneratedFields names={['stdin']} />
      <ExitCodes />
    </>
  );
}

/** 0 alone is a success unless others are named. */
function ExitCodes() {
  const value = useConfig(['allowExit']);
  const change = useChange();
  const codes = Array.isArray(value) ? value.map(String) : ['0'];
  return (
    <TagsInput
      data-field="config.allowExit"
      label="Exit codes that are a success"
      description="Press Enter after each"
      error={useFault('config.allowExit', true)}
      value={codes}
      onChange={(words) => {
        const numbers = words.map(Number).filter((one) => Number.isInteger(one) && one >= 0 && one <= 255);
        const isDefault = numbers.length === 0 || (numbers.length === 1 && numbers[0] === 0);
        change.config(['allowExit'], isDefault ? undefined : numbers);
      }}
    />
  );
}
