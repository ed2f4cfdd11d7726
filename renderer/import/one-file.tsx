import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { isFlowId } from '../../shared/steps/names.ts';
import { useClient } from '../api/api-provider.tsx';
import { problemsOf } from '../api/import-flow.ts';
import { useMay } from '../api/names.ts';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import { stepName } from '../steps/step-words.ts';
import { fixOf } from '../steps/problem-fix.ts';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { Page, Section } from '../ui/page.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { applyImport, type Outcome } from './apply-import.ts';
import { isConflict, stillChosen, type Choices, type Seen } from './choices.ts';
import { ConflictPart } from './conflict-part.tsx';
import { ConnectionsPart } from './connections-part.tsx';
import { HoldersPart } from './holders-part.tsx';
import classes from './import.module.css';
import { ImportedPart } from './imported-part.tsx';
import { useInspected } from './use-inspected.ts';
import { WhatItIs } from './what-it-is.tsx';

type Props = {
  file: ChosenFile;
  /** The other files; null where there is this one alone. */
  list: ReactNode;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome) => void;
  /** Null where no other file waits. */
  onNext: (() => void) | null;
};

export function OneFile({ file, list, choices: made, onChoose, outcome, onOutcome, onNext }: Props) {
  const inspected = useInspected(file, outcome !== null);
  const client = useClient();
  const queries = useQueryClient();
  const mayAuthor = useMay('author');
  const seen = inspected.data;
  const choices = outcome === null ? stillChosen(seen, made) : made;
  const bring = useMutation({
    mutationFn: (look: Seen) => applyImport(client, file, look, choices),
    onSuccess: (done) => {
      onOutcome(done);
      void queries.invalidateQueries();
    },
    // What was looked at is no longer what is here: look again before choosing again.
    onError: () => void inspected.refetch(),
  });

  return (
    <Page
      title={outcome?.is === 'imported' ? 'Imported' : list === null ? 'Import a flow' : 'Import flows'}
      back={{ to: '/flows', label: 'Flows' }}
      lead={outcome === null ? 'Look first: nothing is stored until you press Import.' : undefined}
      actions={
        outcome !== null || seen === undefined || inspected.error !== null ? null : (
          <>
            <Button component={Link} to="/flows" variant="subtle" color="gray">
              Leave it
            </Button>
            {mayAuthor ? (
              <Button
                variant="filled"
                loading={bring.isPending}
                disabled={!isDecided(seen, choices)}
                onClick={() => bring.mutate(seen)}
              >
                {choices.conflict === 'mine'
                  ? 'Keep mine'
                  : choices.conflict === 'theirs'
                    ? 'Replace the draft'
                    : choices.conflict === 'copy'
                      ? 'Import as a copy'
                      : 'Import'}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <div className={classes.columns} data-several={list === null ? undefined : true}>
        {list}
        <div className={classes.content}>
          {bring.error === null || outcome !== null ? null : (
            <ErrorNote error={bring.error} what="Nothing was imported." />
          )}
          {outcome !== null ? (
            <ImportedPart file={file} outcome={outcome} seen={seen} choices={choices} onNext={onNext} />
          ) : inspected.error !== null ? (
            <Refused file={file} error={inspected.error} onNext={onNext} />
          ) : seen === undefined ? (
            <BlockSkeleton lines={8} />
          ) : (
            <Look file={file} seen={seen} choices={choices} onChoose={onChoose} />
          )}
        </div>
      </div>
    </Page>
  );
}

const isDecided = (seen: Seen, { conflict, copyId }: Choices): boolean =>
  !isConflict(seen) ||
  (conflict !== null && (conflict !== 'copy' || (isFlowId(copyId ?? '') && copyId !== seen.drawing.id)));

type LookProps = { file: ChosenFile; seen: Seen; choices: Choices; onChoose: (choices: Choices) => void };

function Look({ file, seen, choices, onChoose }: LookProps) {
  const errors = seen.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <WhatItIs file={file} seen={seen} />
      {isConflict(seen) ? <ConflictPart seen={seen} choices={choices} onChoose={onChoose} /> : null}
      {choices.conflict === 'mine' ? null : (
        <>
          <ConnectionsPart seen={seen} choices={choices} onChoose={onChoose} />
          <HoldersPart seen={seen} choices={choices} onChoose={onChoose} />
        </>
      )}
      {seen.problems.length === 0 ? null : (
        <Section title={errors > 0 ? 'Problems in the flow' : 'Worth knowing'}>
          {errors === 0 ? null : (
            <p className={classes.hint}>
              It can be imported as it is and mended on the canvas. It does not run before that.
            </p>
          )}
          <ProblemList
            problems={seen.problems.map((problem) => ({ ...problem, fix: fixOf(problem) }))}
            nodeName={(node) => stepName(seen.drawing, node)}
          />
        </Section>
      )}
    </>
  );
}

function Refused({ file, error, onNext }: { file: ChosenFile; error: unknown; onNext: (() => void) | null }) {
  const problems = problemsOf(error);
  const what = `“${file.name}” cannot be opened`;
  const more =
    onNext === null ? (
      <Button component={Link} to="/flows">
        Show all flows
      </Button>
    ) : (
      <Button onClick={onNext}>Next file</Button>
    );
  if (problems.length === 0)
    return <ErrorState error={error} what={what} means="Nothing of it is stored." actions={more} />;
  return (
    <Section title={what}>
      <p className={classes.hint}>Nothing was imported. Correct this in the file and open it again:</p>
      <ProblemList problems={problems} />
      <div className={classes.buttons}>{more}</div>
    </Section>
  );
}
