import type { Json } from '../../shared/json.ts';
import { isResourceRef, type StepOutcome } from '../../shared/run/input.ts';
import type { Executor, StepContext } from './executor.ts';
import { parseInput } from './parse-input.ts';

const mediaType =
  /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(?:; ?[a-z0-9-]+=[A-Za-z0-9"_.-]+)*$/i;

export const persist: Executor<Json> = { execute };

/** A file's name as a person sees it: never a path, never a control character. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replaceAll(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 200) || 'file'
  );
}

async function execute(input: Json, context: StepContext): Promise<StepOutcome> {
  const parsed = parseInput('persist', input);
  if (!parsed.ok) return parsed;
  const { content } = parsed.config;
  const name = plainName(parsed.config.name);
  const wanted = parsed.config.type ?? '';
  if (wanted !== '' && !mediaType.test(wanted)) {
    return {
      ok: false,
      error: {
        code: 'invalid_input',
        message: `“${wanted.slice(0, 100)}” is not a media type.`,
        fix: 'Write one like text/plain or application/pdf, or leave it out.',
      },
    };
  }
  // What is stored already (an answer that was a file) only gets its name here.
  if (isResourceRef(content)) {
    const type = wanted === '' ? content.type : wanted;
    const ref = { ...content, name, type };
    return { ok: true, output: { ref, name, type, size: content.size } };
  }
  const isText = typeof content === 'string';
  const type = wanted === '' ? (isText ? 'text/plain' : 'application/json') : wanted;
  const ref = await context.resources.put(
    isText ? content : `${JSON.stringify(content, null, 2)}\n`,
    type,
    name,
  );
  return { ok: true, output: { ref, name, type: ref.type, size: ref.size } };
}
