import { NumberInput } from '@mantine/core';
import { titleOfNode } from '../../../shared/flow/offers/words.ts';
import { useEditorState } from '../store/editor-store.ts';
import { DurationInput } from './controls/duration-input.tsx';
import controls from './controls/controls.module.css';
import { useChange, useFault, useStep, useStepName } from './step-context.ts';
import classes from './panel.module.css';

type Retry = { attempts: number; backoff?: string; factor?: number };

/** How often it is tried, how long it may take, and where the run goes when it fails for good. */
export function FailureFields() {
  const { retry, timeout } = useStep();
  const change = useChange();
  const set = (next: { [Key in keyof Retry]?: Retry[Key] | undefined }): void => {
    const entries = Object.entries({ attempts: 3, ...retry, ...next }).filter(
      ([, value]) => value !== undefined,
    );
    const made = Object.fromEntries(entries) as Retry; // attempts is always among them
    // Tried once without a pause is what counts where nothing stands.
    change.node({ retry: made.attempts === 1 && Object.keys(made).length === 1 ? undefined : made }, true);
  };
  return (
    <>
      <NumberInput
        data-field="retry.attempts"
        label="Tries in all"
        description="What may pass by itself is tried again; what would go wrong again is not."
        error={useFault('retry', true)}
        placeholder="1"
        min={1}
        max={1000}
        hideControls
        value={retry?.attempts ?? ''}
        onChange={(attempts) => {
          if (typeof attempts === 'number') set({ attempts });
          else change.node({ retry: undefined }, true);
        }}
      />
      {retry === undefined ? null : (
        <div className={controls.pair}>
          <DurationInput
            label="Pause between"
            unit="s"
            field="retry.backoff"
            placeholder="1"
            value={retry.backoff}
            onChange={(backoff) => set({ backoff })}
          />
          <NumberInput
            data-field="retry.factor"
            label="Each pause longer by"
            placeholder="2"
            min={1}
            max={100}
            hideControls
            value={retry.factor ?? ''}
            onChange={(factor) => set({ factor: typeof factor === 'number' ? factor : undefined })}
          />
        </div>
      )}
      <DurationInput
        label="Time limit of each try"
        unit="s"
        field="timeout"
        error={useFault('timeout')}
        placeholder="none"
        value={timeout}
        onChange={(next) => change.node({ timeout: next }, true)}
      />
      <Afterwards />
    </>
  );
}

function Afterwards() {
  const name = useStepName();
  const target = useEditorState(({ drawing }) => {
    const edge = drawing.edges.find(({ from, port }) => from === name && port === 'error');
    return edge === undefined ? null : titleOfNode(drawing, edge.to);
  });
  return (
    <p className={classes.summary}>
      {target === null
        ? 'If it fails for good, the run fails. Draw a wire from “if it fails” to go on elsewhere.'
        : `If it fails for good, the run goes on with “${target}”.`}
    </p>
  );
}
