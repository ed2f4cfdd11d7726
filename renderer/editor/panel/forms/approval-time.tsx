import { ActionIcon, Checkbox, Input, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { isJsonObject, type Json } from '../../../../shared/json.ts';
import { durationWords } from '../controls/duration-parts.ts';
import { DurationField } from '../controls/duration-field.tsx';
import { DurationInput } from '../controls/duration-input.tsx';
import { PeopleField, PoolsField } from '../controls/holders-field.tsx';
import { ChoiceField } from '../controls/plain-fields.tsx';
import { AddButton } from '../controls/add-button.tsx';
import { useKept } from '../kept.ts';
import { useChange, useConfig, useFault } from '../step-context.ts';
import { deadlineMarks } from './deadline-marks.ts';
import classes from './forms.module.css';

const words = { remind: 'reminder', escalate: 'asks others', deadline: 'deadline' } as const;

/** What happens while nobody answers, as a line through time, and each point of it below. */
export function InTime() {
  const remind = texts(useConfig(['remind']));
  const rungs = useConfig(['escalate']);
  const timeout = useConfig(['timeout']);
  const escalate = Array.isArray(rungs)
    ? rungs.flatMap((one) => (isJsonObject(one) && typeof one['after'] === 'string' ? [one['after']] : []))
    : [];
  const marks = deadlineMarks(
    remind,
    escalate,
    typeof timeout === 'string' && timeout !== 'none' ? timeout : null,
  );
  return (
    <>
      {marks.length === 0 ? null : (
        <div
          className={classes.strip}
          role="img"
          aria-label={marks
            .map((mark) => `${words[mark.kind]} after ${durationWords(mark.after)}`)
            .join(', ')}
        >
          <span className={classes.stripLine} />
          <span className={classes.mark} style={{ left: 0 }} />
          <span className={classes.markLabel} data-edge="start" style={{ left: 0 }}>
            asked
          </span>
          {marks.map((mark, at) => (
            <span key={at}>
              <span
                className={classes.mark}
                data-kind={mark.kind}
                style={{ left: `${mark.place * 100}%` }}
                title={`${words[mark.kind]} after ${durationWords(mark.after)}`}
              />
              <span
                className={classes.markLabel}
                data-edge={mark.place > 0.9 ? 'end' : undefined}
                style={{ left: `${mark.place * 100}%` }}
              >
                {mark.after}
              </span>
            </span>
          ))}
        </div>
      )}
      <Deadline />
      <Reminders />
      <Escalations />
      <Messages />
    </>
  );
}

const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** How long the card is open, or that it waits for ever; one of the two must be said. */
function Deadline() {
  const value = useConfig(['timeout']);
  const change = useChange();
  const kept = useKept('config.timeout');
  const fault = useFault('config.timeout');
  const isEndless = value === 'none';
  return (
    <>
      <Switch
        label="Waits for ever"
        checked={isEndless}
        onChange={(event) => {
          if (event.currentTarget.checked) {
            kept.keep('time', value);
            change.config(['timeout'], 'none');
          } else change.config(['timeout'], kept.take('time') ?? '24h');
        }}
      />
      {isEndless ? null : (
        <>
          <DurationInput
            label="Deadline after"
            isRequired
            field="config.timeout"
            error={fault}
            value={typeof value === 'string' ? value : undefined}
            onChange={(next) => change.config(['timeout'], next, true)}
          />
          <ChoiceField
            path={['onTimeout']}
            label="Then"
            byDefault="port"
            choices={[
              { value: 'port', label: 'go the way “no answer in time”' },
              { value: 'decline', label: 'it counts as declined' },
              { value: 'approve', label: 'it counts as approved (small matters only)' },
            ]}
          />
        </>
      )}
    </>
  );
}

function Reminders() {
  const remind = texts(useConfig(['remind']));
  const change = useChange();
  const put = (next: string[], isTyping = false): void =>
    change.config(['remind'], next.length === 0 ? undefined : next, isTyping);
  return (
    <Input.Wrapper label="Remind them" labelElement="div">
      <div className={classes.rungs}>
        {remind.map((after, at) => (
          <Reminder
            key={at}
            at={at}
            after={after}
            onChange={(next) => put(remind.with(at, next ?? '1h'), true)}
            onRemove={() => put(remind.toSpliced(at, 1))}
          />
        ))}
        <AddButton label="Add a reminder" onAdd={() => put([...remind, remind.length === 0 ? '1h' : '4h'])} />
      </div>
    </Input.Wrapper>
  );
}

type ReminderProps = {
  at: number;
  after: string;
  onChange: (after: string | undefined) => void;
  onRemove: () => void;
};

function Reminder({ at, after, onChange, onRemove }: ReminderProps) {
  const field = `config.remind.${at}`;
  return (
    <div className={classes.rung}>
      <DurationInput
        label={`Reminder ${at + 1} after`}
        isLabelHidden
        field={field}
        error={useFault(field)}
        value={after}
        onChange={onChange}
      />
      <ActionIcon aria-label={`Remove reminder ${at + 1}`} onClick={onRemove}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

function Escalations() {
  const value = useConfig(['escalate']);
  const change = useChange();
  const rungs = Array.isArray(value) ? value : [];
  const put = (next: Json[]): void => change.config(['escalate'], next.length === 0 ? undefined : next);
  return (
    <Input.Wrapper label="Ask others as well" labelElement="div">
      <div className={classes.rungs}>
        {rungs.map((_, at) => (
          <div key={at} className={classes.evidence} role="group" aria-label={`Others ${at + 1}`}>
            <div className={classes.rung}>
              <DurationField
                path={['escalate', at, 'after']}
                label={`Others ${at + 1} after`}
                isLabelHidden
              />
              <ActionIcon aria-label={`Remove others ${at + 1}`} onClick={() => put(rungs.toSpliced(at, 1))}>
                <IconTrash size={15} aria-hidden="true" />
              </ActionIcon>
            </div>
            <PoolsField path={['escalate', at, 'to', 'pools']} label="Groups" />
            <PeopleField path={['escalate', at, 'to', 'people']} label="People" />
            <Keep at={at} />
          </div>
        ))}
        <AddButton
          label="Ask others later"
          onAdd={() => put([...rungs, { after: '8h', to: { pools: [] } }])}
        />
      </div>
    </Input.Wrapper>
  );
}

function Keep({ at }: { at: number }) {
  const value = useConfig(['escalate', at, 'keep']);
  const change = useChange();
  return (
    <Checkbox
      size="xs"
      label="Those asked first may still decide"
      checked={value !== false}
      onChange={(event) =>
        change.config(['escalate', at, 'keep'], event.currentTarget.checked ? undefined : false)
      }
    />
  );
}

const via = [
  { value: 'desktop', label: 'On the desktop' },
  { value: 'email', label: 'By mail' },
];

/** How they hear of it, and whether the one who asked hears how it ended. */
function Messages() {
  const value = useConfig(['notify', 'via']);
  const outcome = texts(useConfig(['notify', 'outcome']));
  const change = useChange();
  const chosen = Array.isArray(value) ? texts(value) : ['desktop'];
  const setVia = (one: string, isOn: boolean): void => {
    const next = via.map((way) => way.value).filter((way) => (way === one ? isOn : chosen.includes(way)));
    const isDefault = next.length === 1 && next[0] === 'desktop';
    change.config(['notify', 'via'], isDefault ? undefined : next);
  };
  return (
    <Input.Wrapper label="They hear of it" labelElement="div" data-field="config.notify">
      <div className={classes.rungs}>
        {via.map((way) => (
          <Checkbox
            key={way.value}
            label={way.label}
            checked={chosen.includes(way.value)}
            onChange={(event) => setVia(way.value, event.currentTarget.checked)}
          />
        ))}
        <Checkbox
          label="Tell whoever asked how it ended"
          checked={outcome.includes('requester')}
          onChange={(event) => {
            const others = outcome.filter((one) => one !== 'requester');
            const next = event.currentTarget.checked ? [...others, 'requester'] : others;
            change.config(['notify', 'outcome'], next.length === 0 ? undefined : next);
          }}
        />
      </div>
    </Input.Wrapper>
  );
}
