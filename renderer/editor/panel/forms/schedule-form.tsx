import { Chip, Group, Input, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { nextTimes } from '../../../../shared/flow/schedule-times.ts';
import { DurationField } from '../controls/duration-field.tsx';
import { Either } from '../controls/either.tsx';
import { TextField } from '../controls/plain-fields.tsx';
import { GeneratedFields } from '../generated-field.tsx';
import { useKept } from '../kept.ts';
import { useChange, useConfig, useFault } from '../step-context.ts';
import { everyDay, readCron, writeCron, type CronPlan } from './cron-plan.ts';
import classes from './forms.module.css';

/** When the flow starts by itself, chosen or written, with the next five times beside it. */
export function ScheduleForm() {
  return (
    <>
      <Either
        label="Starts"
        sides={[
          {
            name: 'cron',
            label: 'At a time',
            keys: ['cron'],
            start: { cron: '0 9 * * 1-5' },
            children: <Plan />,
          },
          {
            name: 'every',
            label: 'Every …',
            keys: ['every'],
            start: { every: '1h' },
            children: <DurationField path={['every']} label="Every" isRequired />,
          },
        ]}
      />
      <Zone />
      <NextTimes />
      <GeneratedFields names={['misfire']} />
    </>
  );
}

export function ScheduleMore() {
  return <GeneratedFields names={['maxLate', 'requester']} />;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const week = [1, 2, 3, 4, 5, 6, 0];
const first: CronPlan = { repeat: 'week', hour: 9, minute: 0, days: [1, 2, 3, 4, 5] };

function Plan() {
  const value = useConfig(['cron']);
  const change = useChange();
  const cron = typeof value === 'string' ? value : '';
  const plan = cron === '' ? first : readCron(cron);
  const [isWritten, setIsWritten] = useState(plan === null);
  const fault = useFault('config.cron');
  const set = (next: CronPlan): void => change.config(['cron'], writeCron(next), true);
  const isFormula = isWritten || plan === null;
  const kept = useKept('config.cron');

  return (
    <div className={classes.stack} data-field="config.cron">
      <SegmentedControl
        size="xs"
        aria-label="How often"
        data={[
          { value: 'week', label: 'On weekdays' },
          { value: 'month', label: 'Each month' },
          { value: 'written', label: 'Cron line' },
        ]}
        value={isFormula ? 'written' : plan.repeat}
        onChange={(picked) => {
          if (cron !== '') kept.keep(isFormula ? 'written' : plan.repeat, cron);
          setIsWritten(picked === 'written');
          // A line that menus can show is only shown by them.
          if (plan?.repeat === picked) return;
          const before = kept.take(picked);
          if (typeof before === 'string') return change.config(['cron'], before);
          const { hour, minute } = plan ?? first;
          if (picked === 'week') set({ repeat: 'week', hour, minute, days: everyDay });
          if (picked === 'month') set({ repeat: 'month', hour, minute, day: 1 });
        }}
      />
      {isFormula ? (
        <TextField
          path={['cron']}
          label="Cron line"
          description="Minute, hour, day, month, weekday: 0 9 * * 1-5"
          placeholder="0 9 * * 1-5"
        />
      ) : (
        <>
          {plan.repeat === 'week' ? (
            <Input.Wrapper label="On" labelElement="div">
              <Chip.Group
                multiple
                value={plan.days.map(String)}
                onChange={(picked) => set({ ...plan, days: picked.map(Number) })}
              >
                <Group gap={4}>
                  {week.map((day) => (
                    <Chip key={day} size="xs" value={String(day)} variant="outline">
                      {days[day]}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </Input.Wrapper>
          ) : (
            <NumberInput
              label="On day"
              min={1}
              max={31}
              value={plan.day}
              onChange={(day) => {
                if (typeof day === 'number' && day >= 1 && day <= 31) set({ ...plan, day });
              }}
            />
          )}
          <TextInput
            label="At"
            type="time"
            error={fault}
            value={`${two(plan.hour)}:${two(plan.minute)}`}
            onChange={(event) => {
              const [hour, minute] = event.currentTarget.value.split(':').map(Number);
              if (hour !== undefined && minute !== undefined) set({ ...plan, hour, minute });
            }}
          />
        </>
      )}
    </div>
  );
}

const two = (number: number): string => String(number).padStart(2, '0');

/** UTC unless said, so that the flow means the same on every machine. */
function Zone() {
  const value = useConfig(['timezone']);
  const change = useChange();
  const zones = useMemo(
    () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
    [],
  );
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Select
      data-field="config.timezone"
      label="Time zone"
      description={here === 'UTC' || value === here ? undefined : `This computer is in ${here}.`}
      error={useFault('config.timezone')}
      data={zones}
      value={typeof value === 'string' ? value : 'UTC'}
      searchable
      limit={100}
      allowDeselect={false}
      onChange={(zone) => change.config(['timezone'], zone === null || zone === 'UTC' ? undefined : zone)}
    />
  );
}

function NextTimes() {
  const cron = useConfig(['cron']);
  const every = useConfig(['every']);
  const zone = useConfig(['timezone']);
  const timezone = typeof zone === 'string' ? zone : 'UTC';
  const [now] = useState(Date.now);
  const times = nextTimes(
    {
      cron: typeof cron === 'string' ? cron : undefined,
      every: typeof every === 'string' ? every : undefined,
      timezone,
    },
    now,
    5,
  );
  if (times.length === 0) return null;
  const print = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: timezone,
  });
  return (
    <Input.Wrapper label="The next five times" labelElement="div">
      <ol className={classes.times} aria-label="The next five times">
        {times.map((time) => (
          <li key={time}>{print.format(time)}</li>
        ))}
      </ol>
    </Input.Wrapper>
  );
}
