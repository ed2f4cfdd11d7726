import type { KindGroup } from '../../../shared/steps/kind.ts';
import { stepKinds } from '../../../shared/steps/index.ts';

export type KindItem = { kind: string; title: string; summary: string; group: KindGroup };

export const groupTitles: Record<KindGroup, string> = {
  start: 'Begin',
  people: 'Ask and tell people',
  act: 'Do something',
  shape: 'Work with values',
  steer: 'Decide the way',
};

const order: readonly KindGroup[] = ['people', 'act', 'shape', 'steer', 'start'];

/** Other words people look for. */
const alsoCalled: Record<string, string> = {
  http: 'api rest call fetch url get post web service',
  llm: 'ai gpt prompt language model summarise write',
  ssh: 'command script shell server remote terminal',
  approval: 'approve decline review sign off human ask permission gate',
  notify: 'mail email message send slack desktop notification',
  set: 'variable value compute transform map',
  persist: 'file save store keep document',
  branch: 'if else condition switch decision threshold',
  join: 'merge together wait for all parallel',
  sleep: 'pause delay later until wait',
  wait: 'callback answer webhook event',
  end: 'stop finish result',
  'trigger.manual': 'start run button form',
  'trigger.webhook': 'start incoming request hook http',
  'trigger.schedule': 'start cron timer every day time',
};

const items: readonly KindItem[] = stepKinds
  .map(({ kind, title, summary, group }) => ({ kind, title, summary, group }))
  .toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));

function weight({ kind, title, summary }: KindItem, words: readonly string[]): number {
  const name = title.toLowerCase();
  const also = [kind, ...(alsoCalled[kind] ?? '').split(' ')];
  let sum = 0;
  for (const word of words) {
    if (name.split(' ').some((one) => one.startsWith(word))) sum += name.startsWith(word) ? 8 : 6;
    else if (also.includes(word)) sum += 5;
    else if (also.some((one) => one.startsWith(word))) sum += 3;
    else if (`${name} ${summary.toLowerCase()}`.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** Kinds whose name, summary or other names hold every word; the best first, all of them for no words. */
export function findKinds(query: string, canBegin: boolean): KindItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const offered = items.filter(({ group }) => canBegin || group !== 'start');
  if (words.length === 0) return offered;
  return offered
    .map((item) => ({ item, weight: weight(item, words) }))
    .filter((one) => one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ item }) => item);
}
