import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
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
import { RunInputs } from './run-inputs.tsx';
import { triggersOf } from './triggers.ts';
import { useStartingInput } from './use-starting-input.ts';

export type RunTarget = 'draft' | 'live';

type Props = { flow: FlowBrief; target: RunTarget; onClose: () => void };

/** Asks for what the flow begins with, and starts it. */
export function RunDialog({ flow, target, onClose }: Props) {
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
        <RunForm flow={flow} target={target} drawing={answer.data.drawing} onClose={onClose} />
      )}
    </Modal>
  );
}

function RunForm({ flow, target, drawing, onClose }: Props & { drawing: Drawing }) {
  const [, go] = useLocation();
  const triggers = triggersOf(drawing);
  const [node, setNode] = useState(triggers[0]?.node ?? '');
  const trigger = triggers.find((one) => one.node === node);
  const starting = useStartingInput(flow.id, drawing, trigger);
  const [input, setInput] = useState<Json | undefined>(undefined);
  const [isReadable, setIsReadable] = useState(true);
  const [faults, setFaults] = useState<Record<string, string>>({});
  // One id per opened dialog: pressing twice, or again after a lost answer, starts one run.
  const [requestId, setRequestId] = useState(newRequestId);
  const start = useAct('runs.start');
  const value = input === undefined ? starting.input : input;

  const press = (): void => {
    const found = trigger?.kind === 'trigger.manual' ? checkInputs(drawing.inputs ?? {}, value) : {};
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    start.mutate(
      {
        id: flow.id,
        target,
        requestId,
        ...(trigger === undefined ? {} : { trigger: trigger.node }),
        ...(value === undefined ? {} : { input: value }),
      },
      { onSuccess: ({ id }) => go(`/runs/${id}`), onError: () => setRequestId(newRequestId()) },
    );
  };

  const problems = problemsOf(start.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <Stack gap="md">
        <p style={{ margin: 0, color: 'var(--ink-2)' }}>
          {target === 'draft'
            ? 'Practice: steps whose connection is missing answer with the flow’s samples. Steps with an address of their own really run.'
            : 'This is the real thing: steps that change something outside really do it.'}
        </p>
        {triggers.length > 1 ? (
          <Select
            label="Begins with"
            data={triggers.map((one) => ({ value: one.node, label: stepName(drawing, one.node) }))}
            value={node}
            allowDeselect={false}
            onChange={(picked) => {
              setNode(picked ?? node);
              setInput(undefined);
            }}
          />
        ) : null}
        {starting.isKnown ? (
          <RunInputs
            key={node}
            drawing={drawing}
            trigger={trigger}
            value={value}
            from={starting.from}
            faults={faults}
            onChange={setInput}
            onReadable={setIsReadable}
          />
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
