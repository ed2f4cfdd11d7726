import { startSmall } from '../approval/words.ts';
import type { JsonObject } from '../json.ts';
import { kindOf } from '../steps/index.ts';
import { hostOf } from '../steps/http.ts';
import { labelOf } from '../steps/label.ts';
import type { Drawing, DrawingNode } from './drawing.ts';

type Sort = 'system' | 'server' | 'mail' | 'message' | 'desktop' | 'other';

/** One step that changes something outside, before anything runs. */
export type Outside = {
  node: string;
  kind: string;
  /** The slot it goes through; null where it needs none. */
  connection: string | null;
  /** In plain words: “POST to cms”, “runs a command on build-vm”, “mail to chief-editors”. */
  does: string;
  sort: Sort;
  /** What two steps must share to reach the same system, server or mailbox. */
  place: string;
};

/** Whether the step changes something outside, by its kind and config or as its author said. */
export function changesOutside(node: DrawingNode): boolean {
  if (node.effect !== undefined) return node.effect === 'write';
  const kind = kindOf(node.kind);
  const parsed = kind?.config.safeParse(node.config ?? {});
  return parsed?.success === true && kind?.effect(parsed.data) === 'write';
}

/** Every step that changes something outside, in drawing order. */
export function outsideOf(drawing: Drawing): Outside[] {
  return Object.entries(drawing.nodes)
    .filter(([, node]) => changesOutside(node))
    .map(([name, node]) => outsideStep(name, node));
}

function outsideStep(name: string, node: DrawingNode): Outside {
  const config = node.config ?? {};
  const connection = textAt(config, 'connection');
  const sort = sortOf(node.kind, config);
  return {
    node: name,
    kind: node.kind,
    connection,
    does: doesInWords(name, node),
    sort,
    place: connection ?? (sort === 'system' ? hostOf(textAt(config, 'url') ?? '') : name),
  };
}

function sortOf(kind: string, config: JsonObject): Sort {
  if (kind === 'http') return 'system';
  if (kind === 'ssh') return 'server';
  if (kind !== 'notify') return 'other';
  const via = textAt(config, 'via') ?? 'desktop';
  return via === 'email' ? 'mail' : via === 'desktop' ? 'desktop' : 'message';
}

/** What a step does, in plain words: “POST to cms”. */
export function doesInWords(name: string, { kind: kindName, config = {} }: DrawingNode): string {
  const kind = kindOf(kindName);
  const parsed = kind?.config.safeParse(config);
  if (kind === undefined || parsed?.success !== true) return `${startSmall(labelOf(name))}, half drawn`;
  return startSmall(kind.describe(parsed.data)).replace(/^run /, 'runs ');
}

function textAt(config: JsonObject, field: string): string | null {
  const value = config[field];
  return typeof value === 'string' ? value : null;
}

const phrases: Record<Sort, (places: number, steps: number) => string> = {
  system: (places) => `writes to ${counted(places, 'system')}`,
  server: (places, steps) =>
    `${steps === 1 ? 'runs a command' : 'runs commands'} on ${counted(places, 'server')}`,
  mail: () => 'sends mail',
  message: () => 'sends messages',
  desktop: () => 'shows messages on this computer',
  other: (_places, steps) => `changes something outside in ${counted(steps, 'other step')}`,
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** “writes to 2 systems, runs a command on 1 server, sends mail”. */
export function outsideInWords(items: readonly Outside[]): string {
  const words = Object.entries(phrases).flatMap(([sort, phrase]) => {
    const same = items.filter((item) => item.sort === sort);
    return same.length === 0 ? [] : [phrase(new Set(same.map(({ place }) => place)).size, same.length)];
  });
  return words.length === 0 ? 'changes nothing outside' : words.join(', ');
}
