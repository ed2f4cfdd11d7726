import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { exampleOutput } from '../../../shared/flow/example-output.ts';
import type { Json } from '../../../shared/json.ts';
import {
  blankOutput,
  impliedOutput,
  outputProblems,
  waysOf,
  type DrawnStep,
} from '../../../shared/run/given-output.ts';
import { newRequestId, useAct } from '../../api/use-call.ts';
import { JsonInput } from '../../steps/json-input.tsx';
import { stepName } from '../../steps/step-words.ts';
import { announce } from '../../ui/announce.tsx';
import { DiffView } from '../../ui/diff-view.tsx';
import type { Run, Step } from '../../run-parts/run-words.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { nextWords, redoneWords, wayWords } from './repair-words.ts';
import classes from './repair.module.css';

type Props = { run: Run; round: Step; drawing: Drawing; onClose: () => void; onDone: () => void };

/** A person gives what a step is to have given; the run goes on from there as it is drawn. */
export function SetOutputDialog({ run, round, drawing, onClose, onDone }: Props) {
  const edit = useAct('runs.edit');
  const { node } = round;
  const name = stepName(drawing, node);
  const step: DrawnStep = { kind: round.kind, config: drawing.nodes[node]?.config ?? {} };
  const ways = waysOf(step).filter(
    (one) => one === 'done' || one === round.port || isWired(drawing, node, one),
  );
  const [way, setWay] = useState(
    () => (round.port !== null && ways.includes(round.port) ? round.port : ways[0]) ?? 'done',
  );
  const [given, setGiven] = useState<Json | undefined>(undefined);
  const [isReadable, setIsReadable] = useState(true);

  const implied = impliedOutput(step, way);
  const before = lastGiven(run, node, way);
  const start = before?.output ?? startingOutput(drawing, step, node, way);
  const output = implied ?? (given === undefined ? start : given);
  const problems = hasStored(output) ? [] : outputProblems(step, way, output);
  const redone = redoneWords(run, drawing, round);

  const press = (): void =>
    void edit
      .mutateAsync({ id: run.id, node, visit: round.visit, way, output, requestId: newRequestId() })
      .then(
        () => {
          announce(`The output of “${name}” is set. The run goes on.`);
          onDone();
        },
        // The dialog tells it.
        () => undefined,
      );

  return (
    <RepairDialog
      title={`Set the output of “${name}”`}
      verb="Set output and go on"
      isReady={isReadable && problems.length === 0}
      isSending={edit.isPending}
      error={edit.error}
      onPress={press}
      onClose={onClose}
    >
      <p className={classes.words}>
        The step is not carried out: the run goes on as if it had given this. The story and the journal say
        that you set it.
      </p>
      {ways.length < 2 ? null : (
        <Radio.Group
          label="Goes on by"
          value={way}
          onChange={(next) => {
            setWay(next);
            setGiven(undefined);
            setIsReadable(true);
          }}
        >
          <Stack gap="xs" mt={4}>
            {ways.map((one) => (
              <Radio key={one} value={one} label={wayWords(one)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {implied !== undefined ? null : (
        <JsonInput
          key={way}
          label="Output, as JSON"
          description={describing(before, round)}
          value={start}
          minRows={6}
          onChange={(next) => setGiven(next ?? null)}
          onValid={setIsReadable}
          error={problems.length === 0 ? null : problemWords(problems)}
        />
      )}
      {before === null || implied !== undefined || !isReadable || given === undefined ? null : (
        <div>
          <p className={classes.part}>What differs from round {before.visit}</p>
          <DiffView before={before.output} after={output} label="What differs" />
        </div>
      )}
      <p className={classes.words}>
        {nextWords(drawing, node, way)} {redone}
      </p>
    </RepairDialog>
  );
}

/** A way that leads nowhere is no way to go on. */
const isWired = (drawing: Drawing, node: string, way: string): boolean =>
  drawing.edges.some(({ from, port }) => from === node && port === way);

/** What the step itself, or somebody for it, gave last on this way. */
function lastGiven(run: Run, node: string, way: string): Step | null {
  return (
    run.steps.findLast((one) => one.node === node && one.status === 'succeeded' && one.port === way) ?? null
  );
}

/** The example that the flow carries, where it fits; else an empty form of it. */
function startingOutput(drawing: Drawing, step: DrawnStep, node: string, way: string): Json {
  const example = exampleOutput(drawing, node);
  return example !== undefined && outputProblems(step, way, example).length === 0
    ? example
    : blankOutput(step, way);
}

function describing(before: Step | null, round: Step): string {
  if (before === null) return 'It has given nothing so far. This is an example of what it gives.';
  return before.visit === round.visit ? 'What it gave.' : `What it gave in round ${before.visit}.`;
}

function problemWords(problems: readonly { path: string; message: string }[]): string {
  const shown = problems
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message : `“${path}”: ${message}`));
  const more = problems.length - shown.length;
  return `${shown.join(' ')}${more === 0 ? '' : ` And ${more} more.`}`;
}

/** Large parts are kept as files: the host looks into them. */
const hasStored = (output: Json): boolean => JSON.stringify(output).includes('"$resource"');
