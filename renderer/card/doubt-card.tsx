import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Json } from '../../shared/json.ts';
import { useMay, useNames } from '../api/names.ts';
import { newRequestId, useAct, useCall } from '../api/use-call.ts';
import { JsonInput } from '../steps/json-input.tsx';
import { stepName } from '../steps/step-words.ts';
import { announce } from '../ui/announce.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { ValueView } from '../values/value-view.tsx';
import { CardPart } from './card-part.tsx';
import classes from './card.module.css';

type Place = { node: string; visit: number };
type Run = OutputOf<'runs.get'>;
type Props = Place & { run: string; isOnRun?: boolean };

/** A step of which nobody knows whether it happened: what was tried, and three answers with what each of them does. */
export function DoubtCard({ run: id, node, visit, isOnRun = false }: Props) {
  const run = useCall('runs.get', { id });
  if (run.error !== null && run.data === undefined)
    return (
      <ErrorState error={run.error} what="The step could not be loaded" onRetry={() => void run.refetch()} />
    );
  if (run.data === undefined) return <BlockSkeleton />;
  return <Doubt run={run.data} node={node} visit={visit} isOnRun={isOnRun} />;
}

function Doubt({ run, node, visit, isOnRun }: Place & { run: Run; isOnRun: boolean }) {
  const names = useNames();
  const { data: drawn } = useCall('runs.drawing', { id: run.id });
  const mayAnswer = useMay('decide');
  const step = run.steps.find((one) => one.node === node && one.visit === visit);
  const name = stepName(drawn?.drawing, node);
  const isOpen = run.waitingFor.some(
    (wait) => wait.kind === 'unknown' && wait.node === node && wait.visit === visit,
  );
  const leads = drawn?.drawing.edges.some(({ from, port }) => from === node && port === 'error') ?? false;
  if (step === undefined) return <p className={classes.notMine}>This step is no longer part of the run.</p>;
  return (
    <article className={classes.card} aria-label={`Did “${name}” happen?`} data-doubt={node}>
      <div className={classes.body}>
        <header className={classes.head}>
          <div className={classes.meta}>
            {run.target === 'draft' ? <Tag tone="person">Draft</Tag> : null}
            <StatusBadge status={step.status} />
            {isOnRun ? null : (
              <Link to={`/runs/${run.id}`} className={classes.runLink}>
                {names.flow(run.flow)}
                {run.version === null ? '' : ` v${run.version}`}
              </Link>
            )}
            <span>
              Tried <TimeAgo at={step.startedAt} />
            </span>
          </div>
          <h2 className={classes.title} data-card-title tabIndex={-1}>
            Did “{name}” happen?
          </h2>
        </header>
        <CardPart title="What is known">
          <p className={classes.line}>{step.reason ?? 'The answer never came.'}</p>
          <p className={classes.note}>
            Look where it should have happened, then say what you found. The run waits until you do.
          </p>
        </CardPart>
        <CardPart title="What was sent">
          <div className={classes.item}>
            <Disclosure label={<strong className={classes.itemLabel}>Input of the step</strong>}>
              <ValueView value={step.input} label="Input" />
            </Disclosure>
          </div>
        </CardPart>
        {isOpen && mayAnswer ? (
          <Answers run={run.id} node={node} visit={visit} name={name} isFailureHandled={leads} />
        ) : null}
      </div>
      {isOpen ? null : (
        <p className={classes.notMine}>Nobody asks any more: it was answered, or the run has ended.</p>
      )}
    </article>
  );
}

type AnswersProps = Place & { run: string; name: string; isFailureHandled: boolean };

function Answers({ run, node, visit, name, isFailureHandled }: AnswersProps) {
  const send = useAct('runs.answer');
  const [output, setOutput] = useState<Json | undefined>(undefined);
  const [isReadable, setIsReadable] = useState(true);

  const answer = (said: 'done' | 'again' | 'fail'): void =>
    send.mutate(
      {
        id: run,
        node,
        visit,
        answer: said,
        ...(said === 'done' && output !== undefined ? { output } : {}),
        requestId: newRequestId(),
      },
      { onSuccess: () => announce(`“${name}” is answered. The run goes on.`) },
    );

  const answers = [
    {
      said: 'done',
      verb: 'It happened',
      then: 'The step counts as done and the run goes on after it. Nothing is sent again.',
      disabled: !isReadable,
    },
    {
      said: 'again',
      verb: 'Run it again',
      then: 'Only if you are sure that it did not happen: otherwise it happens twice.',
      disabled: false,
    },
    {
      said: 'fail',
      verb: 'It failed',
      then: isFailureHandled
        ? 'The run goes the way its flow has for a failure here.'
        : 'The run ends as failed. It can be tried again later from this step.',
      disabled: false,
    },
  ] as const;

  return (
    <CardPart title="Your answer">
      <Stack gap="sm">
        {send.error === null ? null : <ErrorNote error={send.error} what="The answer was not kept." />}
        {answers.map(({ said, verb, then, disabled }) => (
          <div key={said} className={classes.answer}>
            <Button
              variant={said === 'done' ? 'filled' : 'default'}
              color={said === 'fail' ? 'red' : 'indigo'}
              disabled={disabled || send.isPending}
              onClick={() => answer(said)}
            >
              {verb}
            </Button>
            <span className={classes.note}>{then}</span>
          </div>
        ))}
        <Disclosure label="What it gave back, if later steps need it">
          <JsonInput
            label="Output of the step, as JSON"
            description="Leave it empty where nobody reads it. Used with “It happened” only."
            value={output}
            minRows={4}
            onChange={setOutput}
            onValid={setIsReadable}
          />
        </Disclosure>
      </Stack>
    </CardPart>
  );
}
