import { Button, FileButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { codeOf } from '../ui/error-words.ts';
import { problemsOf, useImportFlow, type ImportFile, type Imported } from '../api/import-flow.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

const mostBytes = 5 * 1024 * 1024;

type Props = {
  /** The control that opens the file dialog. */
  children: (press: { onClick: () => void; loading: boolean }) => ReactNode;
  onImported: (flow: Imported) => void;
};

/** Opens a `.flow.yaml`: what cannot be read is shown with its line and its fix; a flow that is there already is a question. */
export function OpenFile({ children, onImported }: Props) {
  const importFlow = useImportFlow();
  const [refused, setRefused] = useState<{ file: ImportFile; error: unknown } | null>(null);

  async function bring(file: ImportFile): Promise<void> {
    try {
      const flow = await importFlow.mutateAsync(file);
      setRefused(null);
      onImported(flow);
    } catch (error) {
      setRefused({ file, error });
    }
  }

  async function pick(picked: File | null): Promise<void> {
    if (picked === null) return;
    if (picked.size > mostBytes) {
      const error = Object.assign(new Error('The file is too big to be a flow.'), {
        code: 'too_large',
        fix: 'A flow file is text of a few kilobytes.',
      });
      return setRefused({ file: { fileName: picked.name, text: '' }, error });
    }
    await bring({ fileName: picked.name, text: await picked.text() });
  }

  return (
    <>
      <FileButton
        onChange={(file) => void pick(file)}
        accept=".yaml,.yml,.json,application/yaml"
        inputProps={{ 'aria-label': 'Flow file' }}
      >
        {({ onClick }) => children({ onClick, loading: importFlow.isPending })}
      </FileButton>
      {refused === null ? null : (
        <Refusal
          key={refused.file.fileName}
          file={refused.file}
          error={refused.error}
          isBusy={importFlow.isPending}
          onClose={() => setRefused(null)}
          onAgain={(file) => void bring(file)}
        />
      )}
    </>
  );
}

type RefusalProps = {
  file: ImportFile;
  error: unknown;
  isBusy: boolean;
  onClose: () => void;
  onAgain: (file: ImportFile) => void;
};

function Refusal({ file, error, isBusy, onClose, onAgain }: RefusalProps) {
  const problems = problemsOf(error);
  const isTaken = codeOf(error) === 'conflict';
  const [name, setName] = useState(() => `${/^id:\s*['"]?([a-z0-9-]+)/m.exec(file.text)?.[1] ?? 'flow'}-2`);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={isTaken ? 'This flow is here already' : `“${file.fileName}” cannot be opened`}
    >
      <Stack gap="md">
        {isTaken ? (
          <>
            <p style={{ margin: 0 }}>
              Another text has the same identifier. Replacing changes the draft only: released versions and
              what runs stay as they are.
            </p>
            <TextInput
              label="Keep both: identifier of the new one"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </>
        ) : problems.length === 0 ? (
          <ErrorNote error={error} />
        ) : (
          <>
            <p style={{ margin: 0 }}>Nothing was imported. Correct this in the file and open it again:</p>
            <ProblemList problems={problems} />
          </>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose} data-autofocus={!isTaken || undefined}>
            Close
          </Button>
          {isTaken ? (
            <>
              <Button color="red" loading={isBusy} onClick={() => onAgain({ ...file, replace: true })}>
                Replace the draft
              </Button>
              <Button variant="filled" loading={isBusy} onClick={() => onAgain({ ...file, as: name })}>
                Keep both
              </Button>
            </>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}
