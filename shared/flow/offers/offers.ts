import { printPath } from '../../expression/path.ts';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Drawing } from '../drawing.ts';
import { payloadFromSample, triggerPartOf } from '../trigger-payload.ts';
import type { Certainty } from './earlier.ts';
import { earlierThan, waitsAfter } from './earlier.ts';
import { outputsOf } from './outputs.ts';
import { runFields, titleOfNode } from './words.ts';
import { chipWords } from './words.ts';
import { walk } from './walk.ts';
import type { Offer } from './walk.ts';

export type { Offer } from './walk.ts';

/** What runs have really given: the trigger's payload and each step's latest output. */
export type Seen = {
  trigger: { node: string; payload: Json } | null;
  outputs: Readonly<Record<string, Json>>;
};

export const nothingSeen: Seen = { trigger: null, outputs: {} };

export type OfferGroup = {
  /** The step that gives these; null for what belongs to the run itself. */
  node: string | null;
  kind: string | null;
  title: string;
  certainty: Certainty;
  /** Where the values beside come from. */
  from: 'run' | 'sample' | null;
  offers: Offer[];
};

/** Everything a step can be given: what earlier steps give, the run itself, and addresses it can hand out. */
export function offersFor(drawing: Drawing, node: string, seen: Seen): OfferGroup[] {
  const own = drawing.nodes[node];
  if (own === undefined) return [];
  // A trigger is worked out before there is a run: it knows only what starts it.
  if (own.kind.startsWith('trigger.')) return [triggerGroup(drawing, node, 'always', seen)].filter(hasOffers);
  const groups = earlierThan(drawing, node).map(({ node: name, certainty }) =>
    drawing.nodes[name]?.kind.startsWith('trigger.') === true
      ? triggerGroup(drawing, name, certainty, seen)
      : stepGroup(drawing, name, certainty, seen),
  );
  return [...groups, addressGroup(drawing, node), runGroup(drawing)].filter(hasOffers);
}

/** What is known before the first step: what a run starts with, whichever way it begins. */
export function offersAtStart(drawing: Drawing, seen: Seen): OfferGroup[] {
  const starts = Object.keys(drawing.nodes).filter((name) =>
    drawing.nodes[name]?.kind.startsWith('trigger.'),
  );
  const kinds = new Set(starts.map((name) => drawing.nodes[name]?.kind));
  const certainty = kinds.size > 1 ? 'maybe' : 'always';
  return starts.map((name) => triggerGroup(drawing, name, certainty, seen)).filter(hasOffers);
}

const hasOffers = (group: OfferGroup): boolean => group.offers.length > 0;

function stepGroup(drawing: Drawing, node: string, certainty: Certainty, seen: Seen): OfferGroup {
  const ran = seen.outputs[node];
  const sample = ran ?? drawing.samples?.[node];
  return {
    node,
    kind: drawing.nodes[node]?.kind ?? null,
    title: titleOfNode(drawing, node),
    certainty,
    from: ran !== undefined ? 'run' : sample === undefined ? null : 'sample',
    offers: outputsOf(drawing, node, sample),
  };
}

function triggerGroup(drawing: Drawing, node: string, certainty: Certainty, seen: Seen): OfferGroup {
  const kind = drawing.nodes[node]?.kind ?? '';
  const part = triggerPartOf(kind);
  const ran = seen.trigger?.node === node ? seen.trigger.payload : undefined;
  const drawn = drawing.samples?.[node];
  const payload = ran ?? (drawn === undefined ? undefined : payloadFromSample(kind, drawn));
  const given = isJsonObject(payload) ? payload : {};
  const offers =
    kind === 'trigger.manual'
      ? Object.entries(drawing.inputs ?? {}).flatMap(([name, field]) => {
          const input = isJsonObject(given['input']) ? given['input'][name] : undefined;
          return walk({ path: ['trigger', 'input', name], field, sample: input, drawing });
        })
      : [part, ...Object.keys(given).filter((key) => key !== part)].flatMap((key) =>
          walk({ path: ['trigger', key], sample: given[key], drawing }),
        );
  return {
    node,
    kind,
    title: titleOfNode(drawing, node),
    certainty,
    from: ran !== undefined ? 'run' : drawn === undefined ? null : 'sample',
    offers,
  };
}

function addressGroup(drawing: Drawing, node: string): OfferGroup {
  const offers = waitsAfter(drawing, node).map((wait): Offer => {
    const source = printPath(['callback', wait]);
    return {
      source,
      label: `Address that answers “${titleOfNode(drawing, wait)}”`,
      type: 'string',
      sample: undefined,
    };
  });
  return {
    node: null,
    kind: 'wait',
    title: 'Addresses to hand out',
    certainty: 'always',
    from: null,
    offers,
  };
}

function runGroup(drawing: Drawing): OfferGroup {
  const offers = runFields.map((field): Offer => {
    const source = printPath(['run', field]);
    return { source, label: chipWords(drawing, source)?.label ?? field, type: 'string', sample: undefined };
  });
  return { node: null, kind: null, title: 'This run', certainty: 'always', from: null, offers };
}

/** How a value is written into a field: one that may not be there yet gets an empty stand-in. */
export function sourceOf(offer: Offer, group: Pick<OfferGroup, 'certainty'>): string {
  return group.certainty === 'always' ? offer.source : `default(${offer.source}, ${standIn(offer)})`;
}

function standIn({ type }: Offer): string {
  if (type === 'number') return '0';
  if (type === 'boolean') return 'false';
  if (type === 'list') return '[]';
  return '""';
}
