import { sha256Hex } from '../../shared/canonical.ts';
import { AppError } from '../../shared/errors.ts';
import { compile } from '../../shared/flow/compile.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { patchFlow } from '../../shared/flow/patch.ts';
import { flowIdRule, isFlowId } from '../../shared/steps/names.ts';
import type { Caller } from './caller.ts';
import { accept, invalidFlow } from './flow-reader.ts';
import { refuseSecrets } from './flow-secrets.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { splitReleaseComment, type ReleaseOrigin } from './release-comment.ts';

type Origin = Omit<ReleaseOrigin, 'hash'> & { state: 'matches' | 'changed'; words: string };
type FlowFile = {
  drawing: Drawing;
  text: string;
  etag: string;
  origin: Origin | null;
  release: ReleaseOrigin | null;
};
type Imported = { id: string; changed: boolean; origin: Origin | null };

/** Import never overwrites: another text under the same id is a conflict until the caller says what to do about it. */
export async function importFlow(
  parts: ApiParts,
  input: {
    text: string;
    as?: string | undefined;
    replace?: boolean | undefined;
    over?: string | undefined;
  },
  caller: Caller,
): Promise<Imported> {
  const { store, clock } = parts;
  const read = readFlowFile(parts, input.text);
  const { origin } = read;
  const { drawing, text, etag } = input.as === undefined ? read : renamed(read, input.as);
  const { id } = drawing;

  const changed = await store.write(() => {
    const there = store.flows.get(id);
    if (there?.etag === etag) return false;
    if (there !== null && !input.replace) {
      throw new AppError('conflict', `There is another flow under the id “${id}”. Nothing was imported.`, {
        fix: 'Import it under another id (as), or replace the draft that is there (replace).',
        details: [{ id, name: there.name, etag: there.etag, importedEtag: etag }],
      });
    }
    if (there !== null && input.over !== undefined && there.etag !== input.over) {
      throw new AppError(
        'stale_draft',
        `“${there.name}” has changed since you looked at it. Nothing was imported.`,
        {
          fix: 'Look at the difference again, then choose.',
          details: [{ etag: there.etag, editedBy: there.editedBy, updatedAt: iso(there.updatedAt) }],
        },
      );
    }
    store.flows.save({
      id,
      name: drawing.name ?? id,
      text,
      etag,
      editedBy: caller.person,
      origin,
      at: clock.now(),
    });
    return true;
  });
  return { id, changed, origin };
}

/** A file as it would be stored, and what it says of itself. Refuses what cannot be read and what holds a secret. */
export function readFlowFile(parts: Pick<ApiParts, 'secretValues'>, given: string): FlowFile {
  const whole = given.replace(/^\uFEFF/, '');
  const { origin: release, text } = splitReleaseComment(whole);
  // The comment is a line of the file: what is wrong is told where the person finds it.
  if (release !== null) accept(whole);
  const read = accept(text);
  refuseSecrets(read, parts.secretValues());
  return { ...read, release, origin: release === null ? null : compared(release, read.drawing) };
}

/** Whether the file still is what was released: by the definition, so moved nodes and notes do not count. */
function compared({ hash, ...release }: ReleaseOrigin, drawing: Drawing): Origin {
  const compiled = compile(drawing);
  return compiled.ok && compiled.hash === hash
    ? { ...release, state: 'matches', words: `matches v${release.version}` }
    : { ...release, state: 'changed', words: `changed since v${release.version}` };
}

function renamed(read: { drawing: Drawing; text: string }, id: string) {
  if (!isFlowId(id)) {
    throw invalidFlow('Nothing was imported.', [
      { code: 'bad_id', severity: 'error', field: 'id', message: `“${id}” is no flow id.`, fix: flowIdRule },
    ]);
  }
  const drawing = { ...read.drawing, id };
  const text = patchFlow(read.text, drawing);
  return { drawing, text, etag: sha256Hex(text) };
}
