import { Select } from '@mantine/core';
import { useEditorState } from '../../store/editor-store.ts';
import { DurationField } from '../controls/duration-field.tsx';
import { OutputFields } from '../controls/output-fields.tsx';
import { useChange, useConfig, useFault } from '../step-context.ts';
import classes from '../controls/controls.module.css';

/** Waits for a call to its own address; what comes with the call is what the step gives. */
export function WaitForm() {
  return (
    <>
      <p className={classes.hint}>
        Hand out its address in an earlier step: insert the value “Address that answers …” there. The run goes
        on when somebody calls it, also when they call early.
      </p>
      <DurationField path={['timeout']} label="Longest wait" placeholder="for ever" />
      <OutputFields
        name="schema"
        label="What the answer must hold"
        description="Without fields any answer will do."
        addLabel="Add a field"
        reads={(field) => ['body', field]}
        rules={{ required: true }}
      />
      <Poll />
    </>
  );
}

/** A job that was started and left running can be looked after, in case it never calls. */
function Poll() {
  const jobs = useEditorState((state) => state.drawing.nodes);
  const job = useConfig(['poll', 'job']);
  const change = useChange();
  const fault = useFault('config.poll.job');
  const options = Object.entries(jobs)
    .filter(([, node]) => node.kind === 'ssh' && node.config?.['detach'] === true)
    .map(([value, node]) => ({ value, label: node.name ?? value }));
  const chosen = typeof job === 'string' ? job : null;
  if (options.length === 0 && chosen === null) return null;
  return (
    <>
      <Select
        data-field="config.poll.job"
        label="Also look whether this job has ended"
        error={fault}
        data={options}
        value={chosen}
        clearable
        placeholder="No: only wait for the call"
        onChange={(picked) =>
          picked === null ? change.config(['poll'], undefined) : change.config(['poll', 'job'], picked)
        }
      />
      {chosen === null ? null : (
        <DurationField path={['poll', 'every']} label="How often" unit="s" placeholder="30" />
      )}
    </>
  );
}
