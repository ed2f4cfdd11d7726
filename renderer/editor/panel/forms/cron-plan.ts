/** A plan that can be chosen instead of written: at a time on some weekdays, or on a day of each month. */
export type CronPlan = { hour: number; minute: number } & (
  { repeat: 'week'; days: number[] } | { repeat: 'month'; day: number }
);

export const everyDay = [0, 1, 2, 3, 4, 5, 6];

/** A cron line as such a plan; null where it says something else. Sunday is 0. */
export function readCron(cron: string): CronPlan | null {
  const parts = cron.trim().split(/\s+/);
  const [minuteText = '', hourText = '', dayText = '', monthText = '', weekText = ''] = parts;
  if (parts.length !== 5 || monthText !== '*') return null;
  const minute = whole(minuteText, 59);
  const hour = whole(hourText, 23);
  if (minute === null || hour === null) return null;
  if (dayText !== '*') {
    const day = whole(dayText, 31);
    return day === null || day === 0 || weekText !== '*' ? null : { repeat: 'month', hour, minute, day };
  }
  const days = weekText === '*' ? everyDay : weekdays(weekText);
  return days === null ? null : { repeat: 'week', hour, minute, days };
}

export function writeCron(plan: CronPlan): string {
  const time = `${plan.minute} ${plan.hour}`;
  if (plan.repeat === 'month') return `${time} ${plan.day} * *`;
  const days = [...new Set(plan.days)].toSorted((a, b) => a - b);
  if (days.length === 7 || days.length === 0) return `${time} * * *`;
  const isRow = days.length > 2 && days.every((day, i) => i === 0 || day === (days[i - 1] ?? 0) + 1);
  return `${time} * * ${isRow ? `${days[0]}-${days.at(-1)}` : days.join(',')}`;
}

function whole(text: string, most: number): number | null {
  return /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function weekdays(text: string): number[] | null {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const match = /^([0-7])(?:-([0-7]))?$/.exec(part);
    if (match === null) return null;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) return null;
    for (let day = first; day <= last; day++) days.push(day % 7);
  }
  return [...new Set(days)].toSorted((a, b) => a - b);
}
