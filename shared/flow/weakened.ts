import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { checkConfig } from '../steps/check-config.ts';
import { kindOf } from '../steps/index.ts';
import type { Drawing, DrawingNode } from './drawing.ts';
import { changesOutside } from './outside.ts';

const commentRanks = ['never', 'on-decline', 'always'];
const rankOf = (comment: Json | undefined): number =>
  typeof comment === 'string' ? commentRanks.indexOf(comment) : -1;
/** What `auto` comes to where no policy is released. */
const usualTier = 2;

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const keyOf = (value: Json): string => JSON.stringify(value);
const lacks = (list: Json | undefined, other: Json | undefined): boolean => {
  const there = new Set(listOf(other).map(keyOf));
  return listOf(list).some((entry) => !there.has(keyOf(entry)));
};
const numberOr = (value: Json | undefined, usual: number): number =>
  typeof value === 'number' ? value : usual;

const partOf = (value: Json | undefined, name: string): Json | undefined =>
  isJsonObject(value) ? value[name] : undefined;
const labelsIn = (show: Json | undefined): Json[] =>
  listOf(show).map((entry) => partOf(entry, 'label') ?? null);
const holdersIn = (escalate: Json | undefined): Json[] =>
  listOf(escalate).flatMap((rung) => {
    const to = partOf(rung, 'to');
    return [...listOf(partOf(to, 'pools')), ...listOf(partOf(to, 'people'))];
  });

const namesNobody = (config: JsonObject): boolean =>
  ['pools', 'people'].every((key) => listOf(partOf(config['assign'], key)).length === 0);

type Loosens = (old: Json | undefined, fresh: Json | undefined, after: JsonObject) => boolean;

/** More people may decide, and whoever could not may now. */
const opens: Loosens = (old, fresh, after) => lacks(fresh, old) || namesNobody(after);

/** By field of an approval: whether the change asks less of the people who decide, or asks others. */
const rules: Record<string, Loosens> = {
  'config.assign.pools': opens,
  'config.assign.people': opens,
  'config.assign.exclude': (old, fresh) => lacks(old, fresh),
  'config.quorum': (old, fresh) => numberOr(fresh, 1) < numberOr(old, 1),
  'config.tier': (old, fresh) => numberOr(fresh, usualTier) < numberOr(old, usualTier),
  'config.veto': (_old, fresh) => fresh === false,
  'config.require.comment': (old, fresh) => rankOf(fresh) < rankOf(old),
  'config.require.open': (old, fresh) => lacks(old, fresh),
  'config.show': (old, fresh) => lacks(labelsIn(old), labelsIn(fresh)),
  'config.escalate': (old, fresh) => lacks(holdersIn(fresh), holdersIn(old)),
  'config.onTimeout': (_old, fresh) => fresh === 'approve',
  'config.timeout': (_old, _fresh, after) => after['onTimeout'] === 'approve',
  kind: () => true,
};

/** Whether this change of an approval lets through what was held before. */
export function loosens(
  field: string,
  old: Json | undefined,
  fresh: Json | undefined,
  after: JsonObject,
): boolean {
  const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
  return rule?.(old, fresh, after) ?? false;
}

/** Ways out of an approval that somebody's yes opens: all but those that say no, not yet, or nothing. */
const notAgreed = new Set(['declined', 'changes', 'timeout', 'limit', 'error']);

const executionOf = (node: DrawingNode | undefined): string | undefined =>
  kindOf(node?.kind ?? '')?.execution;

/** Steps that a run can come to, and those among them that it can come to without anybody having agreed. */
function reach(drawing: Drawing, isOpen: (node: DrawingNode, port: string) => boolean): Set<string> {
  const reached = new Set(
    Object.keys(drawing.nodes).filter((name) => executionOf(drawing.nodes[name]) === 'trigger'),
  );
  // A Set is walked in the order of insertion, also what is added meanwhile.
  for (const name of reached) {
    const node = drawing.nodes[name];
    if (node === undefined) continue;
    for (const { from, port, to } of drawing.edges) if (from === name && isOpen(node, port)) reached.add(to);
  }
  return reached;
}

/** Approving when nobody answers is a way around people. */
function approvesAlone({ kind, config }: DrawingNode): boolean {
  const spec = kindOf(kind);
  const checked = spec === undefined ? null : checkConfig(spec, config ?? {});
  return checked?.ok === true && checked.config['onTimeout'] === 'approve';
}

function unasked(drawing: Drawing): Set<string> {
  return reach(
    drawing,
    (node, port) => executionOf(node) !== 'approval' || notAgreed.has(port) || approvesAlone(node),
  );
}

/** Steps that change something outside in both drawings, after a yes before and without one now. */
export function unguarded(before: Drawing, after: Drawing): string[] {
  const [reachedBefore, openBefore] = [reach(before, () => true), unasked(before)];
  const openNow = unasked(after);
  return Object.entries(after.nodes).flatMap(([name, node]) => {
    const old = Object.hasOwn(before.nodes, name) ? before.nodes[name] : undefined;
    if (old === undefined || !changesOutside(node) || !changesOutside(old)) return [];
    return reachedBefore.has(name) && !openBefore.has(name) && openNow.has(name) ? [name] : [];
  });
}
