import type { Drawing, FlowSettings } from '../drawing.ts';

/** Keys of the flow itself with their new values; undefined takes a key away. */
export type FlowChange = {
  [Key in 'name' | 'description' | 'labels' | 'inputs' | 'settings']?: Drawing[Key] | undefined;
};

/** The drawing with keys of the flow itself set; what is empty is taken away. */
export function setFlow(drawing: Drawing, change: FlowChange): Drawing {
  const keys = Object.keys(change) as (keyof FlowChange)[]; // a change has no other keys
  if (keys.every((key) => drawing[key] === change[key])) return drawing;
  const kept = Object.entries({ ...drawing, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Drawing; // the same keys, without those that are taken away
}

/** One of the flow's settings; the section goes with its last one. */
export function setSetting<Key extends keyof FlowSettings>(
  drawing: Drawing,
  key: Key,
  value: FlowSettings[Key] | undefined,
): Drawing {
  const { [key]: before, ...others } = drawing.settings ?? {};
  if (before === value) return drawing;
  const settings: FlowSettings = value === undefined ? others : { ...drawing.settings, [key]: value };
  return setFlow(drawing, { settings: Object.keys(settings).length === 0 ? undefined : settings });
}
