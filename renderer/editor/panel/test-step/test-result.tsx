import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import type { Approval } from '../../../../shared/approval/view-schema.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import { CardPreview } from '../../../card/card-preview.tsx';
import { wayOut } from '../../../steps/step-words.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { StatusBadge, Tag } from '../../../ui/status-badge.tsx';
import { durationWords, exactTime } from '../../../ui/times.ts';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { ValueView } from '../../../values/value-view.tsx';
import { useEditor } from '../../store/editor-store.ts';
import { useStepName } from '../step-context.ts';
import { CasesView } from './cases-view.tsx';
import { fixOfTest } from './failure-words.ts';
import { KeepExample } from './keep-example.tsx';
import { SendsView } from './sends-view.tsx';
import classes from './test-step.module.css';
import type { StepTest } from './use-test.ts';
import { ValuesUsed } from './values-used.tsx';

type Props = { answer: StepTest | null; error: unknown; isOld: boolean };

/** What came of the last test. */
export function TestResult({ answer, error, isOld }: Props) {
  const place = useRef<HTMLElement>(null);
  const first = useRef(answer ?? error);
  useEffect(() => {
    // What was there before is not looked for again by coming back to the step.
    if (first.current === (answer ?? error)) return;
    first.current = answer ?? error;
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [answer, error]);
  if (answer === null && error === null) return null;
  return (
    <section className={classes.result} ref={place} aria-label="What came of it" aria-live="polite">
      {isOld ? <p className={classes.old}>The step was changed after this test.</p> : null}
      {answer === null ? <CouldNot error={error} /> : <Answer answer={answer} />}
    </section>
  );
}

/** The step was not even begun: it has a problem, or it could not be saved. */
function CouldNot({ error }: { error: unknown }) {
  const [detail] = error instanceof AppError ? (error.details ?? []) : [];
  const field = isJsonObject(detail) && typeof detail['field'] === 'string' ? detail['field'] : null;
  return (
    <ErrorNote error={error} what="It was not tested.">
      {field === null ? null : <ToField field={field} />}
    </ErrorNote>
  );
}

function ToField({ field }: { field: string }) {
  const editor = useEditor();
  const name = useStepName();
  return (
    <div>
      <Button size="compact-sm" variant="subtle" onClick={() => editor.focusStep(name, field)}>
        Go to the field
      </Button>
    </div>
  );
}

function Answer({ answer }: { answer: StepTest }) {
  const { outcome, error, output, sends, cases, words, until, card, input } = answer;
  const wasSent = sends.length > 0 && outcome !== 'preview';
  return (
    <>
      {outcome === 'failed' && error !== null ? <Failed answer={answer} /> : <Headline answer={answer} />}
      {words === null ? null : <p className={classes.words}>{words}</p>}
      {until === null ? null : (
        <p className={classes.words}>
          Until {exactTime(until)} (<TimeAgo at={until} />)
        </p>
      )}
      {cases.length === 0 ? null : <CasesView cases={cases} port={answer.port} />}
      {card === null ? null : <Card card={card} />}
      {sends.length > 0 && !wasSent ? <SendsView sends={sends} /> : null}
      {output === null || cases.length > 0 ? null : (
        <>
          <ValueView value={output} label="What the step gave" />
          <KeepExample output={output} />
        </>
      )}
      {wasSent ? (
        <Disclosure label="What was sent">
          <SendsView sends={sends} />
        </Disclosure>
      ) : null}
      {isEmpty(input) || card !== null ? null : (
        <Disclosure label="Its fields, worked out">
          <ValueView value={input} label="The fields of the step, worked out" />
        </Disclosure>
      )}
      <ValuesUsed usedFrom={answer.usedFrom} />
    </>
  );
}

const isEmpty = (input: StepTest['input']): boolean =>
  input === null || (isJsonObject(input) && Object.keys(input).length === 0);

function Headline({ answer }: { answer: StepTest }) {
  const { outcome, needsReal, port, tookMs, kind } = answer;
  if (outcome === 'preview')
    return needsReal ? (
      <p className={classes.line}>
        <Tag tone="person">Only shown</Tag> This would be sent. Nothing has left this computer.
      </p>
    ) : null;
  return (
    <>
      <p className={classes.line}>
        {outcome === 'practice' ? <Tag tone="person">Practice</Tag> : <StatusBadge status="succeeded" />}
        {outcome === 'practice' || tookMs === 0 ? null : (
          <span className={classes.quiet}>in {durationWords(tookMs)}</span>
        )}
        {port === null || (port === 'done' && kind !== 'branch') ? null : (
          <span>
            It goes the way <strong>“{wayOut(port)}”</strong>.
          </span>
        )}
      </p>
      {outcome === 'practice' ? (
        <p className={classes.words}>No connection is chosen for drafts, so the example answered.</p>
      ) : null}
    </>
  );
}

/** What happened, what it means for a run, and what to press. */
function Failed({ answer }: { answer: StepTest }) {
  const { error, field, port, tookMs } = answer;
  const editor = useEditor();
  if (error === null) return null;
  const fix = fixOfTest(answer, editor.getState().drawing);
  return (
    <>
      <p className={classes.line}>
        <StatusBadge status="failed" />
        {tookMs === 0 ? null : <span className={classes.quiet}>after {durationWords(tookMs)}</span>}
      </p>
      <ErrorNote
        error={Object.assign(new Error(error.message), {
          code: error.code,
          fix: [port === null ? 'A run would stop here.' : `A run would go the way “${wayOut(port)}”.`, fix]
            .filter((part) => part !== null)
            .join(' '),
        })}
      >
        {field === null ? null : <ToField field={field} />}
        {error.code === 'connection_missing' || error.status === 401 || error.status === 403 ? (
          <ToField field="config.connection" />
        ) : null}
      </ErrorNote>
      {error.details === undefined ? null : (
        <Disclosure label="What the other side said">
          <ValueView value={error.details} label="What the other side said" />
        </Disclosure>
      )}
    </>
  );
}

/** Wide enough to read as in the inbox: it opens over the drawing. */
function Card({ card }: { card: Approval }) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <>
      <p className={classes.words}>
        This is what people would see. Nobody is asked.
        {Object.keys(card.next).length === 0
          ? ' What follows from each button is shown once the other steps have no problems.'
          : ''}
      </p>
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => setIsOpen(true)}>
          Look at the card again
        </Button>
      </div>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="The card as people see it" size="44rem">
        <CardPreview card={card} />
      </Modal>
    </>
  );
}
