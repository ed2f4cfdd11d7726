import { Button, Group, Modal, SegmentedControl, Select, Stack } from '@mantine/core';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import type { Drawing } from '../../shared/flow/drawing.ts';
import type { Json } from '../../shared/json.ts';
import { problemsOf } from '../api/import-flow.ts';
import { newRequestId, useAct, useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { checkInputs } from './check-inputs.ts';
import type { FlowBrief } from './flow-brief.ts';
import { RehearsalList } from './rehearsal-list.tsx';
import { RunInputs } from './run-inputs.tsx';
import { keepStarted } from './started-here.ts';
import { triggersOf } from './triggers.ts';
import { keepUsedValues } from './used-values.ts';
import { useStartingInput, type Again, type Filling } from './use-starting-input.ts';

export type RunTarget = 'draft' | 'live';

type Props = {
  flow: FlowBrief;
  target: RunTarget;
  onClose: () => void;
  /** What happens to the run that was started; its page is opened where nothing is said. */
  onStarted?: (run: string) => void;
  /** Where a step of the draft is opened; in the designer where nothing is said. */
  onOpenStep?: (node: string) => void;
  /** The run to do again: the form begins with what it got. */
  again?: Again;
};

/** Says what would really happen, asks for what the flow begins with, and starts it. */
export function RunDialog(props: Props) {
  const { flow, target, onClose } = props;
  const draft = useCall('flows.get', { id: flow.id }, { enabled: target === 'draft' });
  const live = useCall(
    'flows.releaseOf',
    { id: flow.id, version: flow.live ?? 1 },
    { enabled: target === 'live' },
  );
  const answer = target === 'draft' ? draft : live;
  const title = target === 'draft' ? `Run the draft of “${flow.name}”` : `Run “${flow.name}” v${flow.live}`;
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      {answer.error !== null ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <BlockSkeleton />
      ) : (
        <RunForm {...props} drawing={answer.data.drawing} />
      )}
    </Modal>
  );
}

function RunForm({
  flow,
  target,
  drawing,
  onClose,
  onStarted,
  onOpenStep,
  again,
}: Props & { drawing: Drawing }) {
  const [, go] = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const triggers = triggersOf(drawing);
  const [node, setNode] = useState(
    triggers.find((one) => one.node === again?.node)?.node ?? triggers[0]?.node ?? '',
  );
  const trigger = triggers.find((one) => one.node === node);
  const starting = useStartingInput(flow.id, drawing, trigger, again);
  const [typed, setTyped] = useState<{ input: Json | undefined } | null>(null);
  const [filling, setFilling] = useState<Filling | null>(null);
  const [isReadable, setIsReadable] = useState(true);
  const [faults, setFaults] = useState<Record<string, string>>({});
  // One id per opened dialog: pressing twice, or again after a lost answer, starts one run.
  const [requestId, setRequestId] = useState(newRequestId);
  const start = useAct('runs.start');
  useFirstField(form, starting.isKnown);
  const filled = filling ?? starting.fillings[0];
  const value = typed === null ? filled?.input : typed.input;

  const press = (): void => {
    const found = trigger?.kind === 'trigger.manual' ? checkInputs(drawing.inputs ?? {}, value) : {};
    setFaults(found);
    const [first] = Object.keys(found);
    if (first !== undefined) return focusField(form.current, first);
    start.mutate(
      {
        id: flow.id,
        target,
        requestId,
        ...(trigger === undefined ? {} : { trigger: trigger.node }),
        ...(value === undefined ? {} : { input: value }),
      },
      {
        onSuccess: ({ id }) => {
          if (trigger !== undefined && value !== undefined) keepUsedValues(flow.id, trigger.node, value);
          if (target === 'draft') keepStarted(flow.id, id);
          if (onStarted === undefined) go(`/runs/${id}`);
          else onStarted(id);
        },
        onError: () => setRequestId(newRequestId()),
      },
    );
  };

  const openStep =
    onOpenStep ?? ((step: string) => go(`/flows/${flow.id}/edit?step=${encodeURIComponent(step)}`));
  const problems = problemsOf(start.error);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <Stack gap="md">
        <RehearsalList
          flow={flow.id}
          target={target}
          drawing={drawing}
          {...(target === 'draft' ? { onOpenStep: openStep } : {})}
        />
        {triggers.length > 1 ? (
          <Select
            label="Begins with"
            data={triggers.map((one) => ({ value: one.node, label: stepName(drawing, one.node) }))}
            value={node}
            allowDeselect={false}
            onChange={(picked) => {
              setNode(picked ?? node);
              setTyped(null);
              setFilling(null);
            }}
          />
        ) : null}
        {starting.isKnown ? (
          <>
            <Fillings
              choices={starting.fillings}
              chosen={filled}
              onChoose={(choice) => {
                setFilling(choice);
                setTyped(null);
                setFaults({});
                setIsReadable(true);
              }}
            />
            <RunInputs
              key={`${node} ${filled?.label}`}
              drawing={drawing}
              trigger={trigger}
              value={value}
              faults={faults}
              onChange={(next) => setTyped({ input: next })}
              onReadable={setIsReadable}
            />
          </>
        ) : (
          <BlockSkeleton lines={3} />
        )}
        {start.error === null ? null : problems.length > 0 ? (
          <div role="alert">
            <p style={{ margin: 0 }}>It did not start:</p>
            <ProblemList problems={problems} nodeName={(one) => stepName(drawing, one)} />
          </div>
        ) : (
          <ErrorNote error={start.error} what="It did not start." />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          <Button
            type="submit"
            variant="filled"
            loading={start.isPending}
            disabled={!isReadable || !starting.isKnown}
          >
            {target === 'draft' ? 'Run draft' : `Run live v${flow.live}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FillingsProps = {
  choices: readonly Filling[];
  chosen: Filling | undefined;
  onChoose: (filling: Filling) => void;
};

/** With what the form is filled in, where there is more than one thing. */
function Fillings({ choices, chosen, onChoose }: FillingsProps) {
  if (choices.length < 2 || chosen === undefined) return null;
  return (
    <Group gap="sm">
      <span style={{ color: 'var(--ink-3)' }}>Filled in with</span>
      <SegmentedControl
        size="xs"
        aria-label="Filled in with"
        data={choices.map(({ label }) => label)}
        value={chosen.label}
        onChange={(label) => {
          const choice = choices.find((one) => one.label === label);
          if (choice !== undefined) onChoose(choice);
        }}
      />
    </Group>
  );
}

/** The keyboard begins where something is to be typed, and where nothing is, at the button that starts it. */
function useFirstField(form: RefObject<HTMLFormElement | null>, isKnown: boolean): void {
  useEffect(() => {
    if (!isKnown) return;
    const first =
      form.current?.querySelector<HTMLElement>(
        '[data-input] :is(input:not([type="hidden"]), textarea, button)',
      ) ?? form.current?.querySelector<HTMLElement>('[type="submit"]');
    // A dialog that is still opening looks for this mark a moment later; one that is open already does not.
    first?.setAttribute('data-autofocus', '');
    first?.focus();
  }, [form, isKnown]);
}

/** After the faults have been drawn, so that the field is read out with what is wrong. */
function focusField(form: HTMLElement | null, name: string): void {
  requestAnimationFrame(() =>
    form
      ?.querySelector<HTMLElement>(
        `[data-input="${CSS.escape(name)}"] :is(input:not([type="hidden"]), textarea, button)`,
      )
      ?.focus(),
  );
}
