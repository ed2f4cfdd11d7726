import type { flows as flowCalls } from '../../shared/api/flows.ts';
import type { templates } from '../../shared/api/templates.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { sha256Hex } from '../../shared/canonical.ts';
import { AppError } from '../../shared/errors.ts';
import { flowIdOf } from '../../shared/flow/edit/new-flow.ts';
import { outsideInWords, outsideOf } from '../../shared/flow/outside.ts';
import { patchFlow } from '../../shared/flow/patch.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import type { Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { importFlow } from './flow-import.ts';
import type { ApiParts } from './parts.ts';

type Template = { item: OutputOf<'templates.list'>['items'][number]; text: string };

/** What a template without a label serves. */
const noNeed = 'other';

export function createTemplateHandlers(
  parts: ApiParts,
  flows: Pick<HandlersOf<typeof flowCalls>, 'flows.get'>,
): HandlersOf<typeof templates> {
  const { store } = parts;
  let known: readonly Template[] | null = null;
  const all = (): readonly Template[] => (known ??= parts.templateTexts().map(templateOf).sort(byNeed));

  function templateNamed(id: string): Template {
    const found = all().find(({ item }) => item.id === id);
    if (found !== undefined) return found;
    throw new AppError('not_found', `There is no template “${id}”.`, {
      fix: 'See the list of templates for those there are.',
    });
  }

  /** The first use keeps the template's own id and bytes; later ones are counted, so that two are told apart. */
  async function use({ item, text: own }: Template, wanted: string | undefined, caller: Caller) {
    const base = wanted === undefined ? item.id : flowIdOf(wanted);
    for (let count = 1; ; count++) {
      const id = count === 1 ? base : `${base}-${count}`;
      if (store.flows.get(id) !== null) continue;
      const name = wanted ?? (count === 1 ? item.name : `${item.name} ${count}`);
      const text = patchFlow(own, { ...item.drawing, id, name });
      try {
        // Another caller may have taken the id meanwhile, even with the very same text: that flow is theirs.
        if ((await importFlow(parts, { text }, caller)).changed) return id;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      }
    }
  }

  return {
    'templates.list': () => ({ items: all().map(({ item }) => item), next: null }),
    'templates.get': ({ id }) => {
      const { item, text } = templateNamed(id);
      return { ...item, text };
    },
    'templates.use': async ({ id, name }, caller) => {
      const made = await use(templateNamed(id), name, caller);
      parts.changed('flows', made);
      return flows['flows.get']({ id: made }, caller);
    },
  };
}

function templateOf(text: string): Template {
  const parsed = parseFlow(text);
  // Ours, and every one is read by a test: a build with a broken one is broken.
  if (!parsed.ok) throw new Error(`A template cannot be read: ${parsed.problems[0]?.message ?? ''}`);
  const { drawing } = parsed;
  const item = {
    id: drawing.id,
    name: drawing.name ?? drawing.id,
    description: drawing.description ?? null,
    group: drawing.labels?.[0] ?? noNeed,
    steps: Object.keys(drawing.nodes).length,
    outside: outsideInWords(outsideOf(drawing)),
    etag: sha256Hex(text),
    drawing,
  };
  return { item, text };
}

/** In the order in which people meet these needs; a need that is not listed comes after. */
const needs = ['publish', 'mail', 'payment', 'access', 'change', 'decide in time', 'chat', 'remote agent'];

function byNeed({ item: a }: Template, { item: b }: Template): number {
  const place = ({ group }: { group: string }): number =>
    needs.includes(group) ? needs.indexOf(group) : needs.length;
  return place(a) - place(b) || a.group.localeCompare(b.group, 'en') || a.name.localeCompare(b.name, 'en');
}
