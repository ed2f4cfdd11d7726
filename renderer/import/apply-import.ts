import type { Client } from '../../shared/api/client.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { patchFlow } from '../../shared/flow/patch.ts';
import type { Imported } from '../api/import-flow.ts';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import { connectionFor, mappedDrawing, type Choices, type Seen } from './choices.ts';
import { withAdded } from './people-added.ts';

export type Outcome =
  | { is: 'left' }
  | {
      is: 'imported';
      flow: Imported;
      /** Whether the file’s own words were replaced by people of this machine. */
      isMapped: boolean;
      /** What was chosen beside it and could not be kept: the flow is here all the same. */
      troubles: { what: string; error: unknown }[];
    };

/** One press: the flow as a draft, then whom and what it needs here. The file comes first: without it the rest is nothing. */
export async function applyImport(
  client: Client,
  file: ChosenFile,
  seen: Seen,
  choices: Choices,
): Promise<Outcome> {
  if (choices.conflict === 'mine') return { is: 'left' };
  const mapped = mappedDrawing(seen, choices);
  const flow = await client('flows.import', {
    text: textOf(file, seen, mapped),
    ...(choices.conflict === 'copy' && choices.copyId !== null ? { as: choices.copyId } : {}),
    ...(choices.conflict === 'theirs' && seen.existing !== null
      ? { replace: true, over: seen.existing.etag }
      : {}),
  });
  const troubles: { what: string; error: unknown }[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      troubles.push({ what, error });
    }
  };
  await attempt('People and groups stay as they were.', async () => {
    const workspace = withAdded(await client('workspace.get', {}), choices);
    if (workspace !== null) await client('workspace.save', workspace);
  });
  for (const needed of seen.connections) {
    for (const target of ['draft', 'live'] as const) {
      const name = connectionFor(choices, needed, target);
      const before = choices.conflict === 'copy' ? null : needed[target];
      if (name === before) continue;
      await attempt(`“${needed.name}” is not connected yet.`, () =>
        client('connections.bind', { id: flow.id, slot: needed.name, name, target }),
      );
    }
  }
  return { is: 'imported', flow, isMapped: mapped !== seen.drawing, troubles };
}

/** The file as it was given, byte for byte, unless people in it were replaced. */
const textOf = (file: ChosenFile, seen: Seen, mapped: Drawing): string =>
  mapped === seen.drawing ? file.text : patchFlow(file.text, mapped);
