import { Button, Input, SegmentedControl } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { changesOutside } from '../../../../shared/flow/outside.ts';
import { nothingSeen } from '../../../../shared/flow/offers/offers.ts';
import { readsOf } from '../../../../shared/flow/offers/reads.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import type { Json } from '../../../../shared/json.ts';
import { useMay } from '../../../api/names.ts';
import { useCall } from '../../../api/use-call.ts';
import { useEditorState } from '../../store/editor-store.ts';
import { useKept } from '../kept.ts';
import { useKind, useStep, useStepName } from '../step-context.ts';
import { useSeen } from '../values/seen-context.tsx';
import { askToSend } from './ask-to-send.tsx';
import { Example } from './example.tsx';
import { OwnFields } from './own-fields.tsx';
import { givenValues } from './own-values.ts';
import { TestResult } from './test-result.tsx';
import classes from './test-step.module.css';
import { useTest, type Asked } from './use-test.ts';

const modes = [
  { value: 'samples', label: 'Example values' },
  { value: 'run', label: 'Last run’s values' },
  { value: 'own', label: 'Own values' },
] as const;
type Mode = (typeof modes)[number]['value'];

/** Tries the one step with chosen values, shows what came of it, and keeps it as the example. */
export function TestGroup() {
  const name = useStepName();
  const kind = useKind();
  const drawing = useDeferredValue(useEditorState((state) => state.drawing));
  const reads = useMemo(() => readsOf(drawing, name), [drawing, name]);
  const seen = useSeen();
  const kept = useKept('test');
  const [chosen, setChosen] = useState<Mode | null>(
    modes.find(({ value }) => value === kept.take('mode'))?.value ?? null,
  );
  const mode = chosen ?? (seen === nothingSeen ? 'samples' : 'run');
  const [typed, setTyped] = useState<Record<string, Json>>(() => {
    const own = kept.take('own');
    return isJsonObject(own) ? own : {};
  });
  const { test, isBusy, answer, error, isOld } = useTest();
  const mayRun = useMay('run');
  const isBound = useIsBound();
  const isWrite = changesOutside(useStep()) && isBound;
  const canTest = kind?.execution !== 'trigger' && kind?.kind !== 'join';

  const asked = (): Asked =>
    mode === 'own' ? { values: givenValues(drawing, seen, reads, typed) } : { first: mode };

  /** Looks first: what is asked about, and what is then sent, is the very request that was shown. */
  const send = async (): Promise<void> => {
    const looked = await test(asked());
    if (looked?.needsReal !== true) return;
    askToSend(looked.sends, () => void test({ ...asked(), real: true, test: looked.test }));
  };

  return (
    <div className={classes.stack}>
      {canTest && reads.length > 0 ? (
        <Input.Wrapper label="With" labelElement="div">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Values to test with"
            data={modes.map((one) => ({ ...one, disabled: one.value === 'run' && seen === nothingSeen }))}
            value={mode}
            onChange={(picked) => {
              const next = modes.find(({ value }) => value === picked)?.value ?? 'samples';
              kept.keep('mode', next);
              setChosen(next);
            }}
          />
        </Input.Wrapper>
      ) : null}
      {canTest && mode === 'own' && reads.length > 0 ? (
        <OwnFields
          reads={reads}
          seen={seen}
          typed={typed}
          onChange={(next) => {
            kept.keep('own', next);
            setTyped(next);
          }}
        />
      ) : null}
      {!mayRun ? (
        <p className={classes.quiet}>Your access is for reading only, so nothing can be tested.</p>
      ) : canTest ? (
        <div className={classes.buttons}>
          <Button
            variant="light"
            leftSection={<IconFlask size={15} aria-hidden="true" />}
            loading={isBusy}
            onClick={() => void test(asked())}
          >
            {isWrite
              ? 'Show what would be sent'
              : kind?.execution === 'approval'
                ? 'Show the card'
                : 'Test this step'}
          </Button>
          {isWrite ? (
            <Button disabled={isBusy} onClick={() => void send()}>
              Really do it…
            </Button>
          ) : null}
        </div>
      ) : (
        <p className={classes.quiet}>
          {kind?.execution === 'trigger'
            ? 'It only starts runs. With an example of what it gives, the steps behind it can be tested.'
            : 'It only waits for the ways that lead here. Run the draft to see them come together.'}
        </p>
      )}
      <TestResult answer={answer} error={error} isOld={isOld} />
      {kind?.kind === 'end' ? null : <Example />}
    </div>
  );
}

/** False where the step goes through a connection that the draft does not have: then its example answers. */
function useIsBound(): boolean {
  const { config } = useStep();
  const flow = useEditorState((state) => state.drawing.id);
  const bound = useCall('connections.bindings', { id: flow }).data?.items;
  const slot = config?.['connection'];
  if (typeof slot !== 'string') return true;
  return (bound?.find((one) => one.slot === slot)?.draft ?? null) !== null;
}
