import type { z } from 'zod';

import { approval } from './approval.ts';
import { branch } from './branch.ts';
import { end } from './end.ts';
import { http } from './http.ts';
import { join } from './join.ts';
import type { StepKind } from './kind.ts';
import { llm } from './llm.ts';
import { notify } from './notify.ts';
import { persist } from './persist.ts';
import { set } from './set.ts';
import { sleep } from './sleep.ts';
import { ssh } from './ssh.ts';
import { triggerManual } from './trigger-manual.ts';
import { triggerSchedule } from './trigger-schedule.ts';
import { triggerWebhook } from './trigger-webhook.ts';
import { wait } from './wait.ts';

/** THE list: every kind of step of this version, in the order the palette shows them. */
export const stepKinds = [
  triggerManual,
  triggerWebhook,
  triggerSchedule,
  http,
  llm,
  ssh,
  approval,
  notify,
  set,
  persist,
  branch,
  join,
  sleep,
  wait,
  end,
] as const;

type Listed = (typeof stepKinds)[number];

export type KindName = Listed['kind'];

/** A kind's config after parsing: what the definition holds and an executor gets. */
export type ConfigOf<Name extends KindName> = z.output<Extract<Listed, { kind: Name }>['config']>;

/** Kinds of the format that come with a later version: known, and refused as such. */
export const laterKinds: readonly string[] = [
  'trigger.event',
  'trigger.folder',
  'command',
  'db',
  'function',
  'kv',
  'search',
  'emit',
  'flow',
  'review',
];

// Who looks a kind up by name gives it what its own schema made, so the parameter types hold though erased here.
const byName = new Map(stepKinds.map((kind) => [kind.kind as string, kind as unknown as StepKind]));

export function kindOf(name: string): StepKind | undefined {
  return byName.get(name);
}
