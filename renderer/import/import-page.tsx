import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useMay } from '../api/names.ts';
import { addFiles, useChosenFiles } from '../flow-file/chosen-files.ts';
import { FileDrop } from '../flow-file/file-drop.tsx';
import { OpenFile } from '../flow-file/open-file.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { Outcome } from './apply-import.ts';
import { noChoices, type Choices } from './choices.ts';
import { FileList } from './file-list.tsx';
import { OneFile } from './one-file.tsx';
import { useOpenedFile } from './use-opened-file.ts';

/** Files from elsewhere, looked at one by one before anything of them is stored. */
export function ImportPage() {
  const files = useChosenFiles();
  const mayAuthor = useMay('author');
  const [shownKey, setShownKey] = useState<string | null>(null);
  const [choices, setChoices] = useState<ReadonlyMap<string, Choices>>(new Map());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  useOpenedFile(setShownKey);
  const open = files.filter(({ key }) => !outcomes.has(key));
  const shown = files.find(({ key }) => key === shownKey) ?? open[0] ?? files[0];

  if (shown === undefined) return <NoFile />;
  const next = open.find(({ key }) => key !== shown.key);
  return (
    <>
      {mayAuthor ? <FileDrop onFiles={addFiles} /> : null}
      <OneFile
        key={shown.key}
        file={shown}
        list={
          files.length === 1 ? null : (
            <FileList files={files} shown={shown.key} outcomes={outcomes} onShow={setShownKey} />
          )
        }
        choices={choices.get(shown.key) ?? noChoices}
        onChoose={(made) => setChoices(new Map(choices).set(shown.key, made))}
        outcome={outcomes.get(shown.key) ?? null}
        onOutcome={(outcome) => {
          // It stays on screen with its answer; the next one is a press away.
          setShownKey(shown.key);
          setOutcomes(new Map(outcomes).set(shown.key, outcome));
        }}
        onNext={next === undefined ? null : () => setShownKey(next.key)}
      />
    </>
  );
}

function NoFile() {
  const mayAuthor = useMay('author');
  return (
    <>
      {mayAuthor ? <FileDrop onFiles={addFiles} /> : null}
      <EmptyState
        isScreen
        title="No file is open"
        actions={
          <>
            {mayAuthor ? (
              <OpenFile>
                {({ onClick, loading }) => (
                  <Button
                    variant="filled"
                    leftSection={<IconFileImport size={16} aria-hidden="true" />}
                    onClick={onClick}
                    loading={loading}
                  >
                    Open a file
                  </Button>
                )}
              </OpenFile>
            ) : null}
            <Button component={Link} to="/flows">
              Show all flows
            </Button>
          </>
        }
      >
        {mayAuthor
          ? 'Choose one or several .flow.yaml files, drop them here, or paste a flow. You look at each before anything is stored.'
          : 'You may look at the flows that are here, and not bring new ones.'}
      </EmptyState>
    </>
  );
}
