import type { Json } from '../../../shared/json.ts';
import type { ResourceRef } from '../../../shared/run/input.ts';

/** Deeper than any real answer, shallow enough for every function that walks it. */
const deepest = 256;

/** JSON text as a value, or undefined where it is not JSON or nested too deeply to be handled. */
export function readJson(text: string): Json | undefined {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 92) i++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest) return undefined;
    } else if (code === 93 || code === 125) depth--;
  }
  try {
    return JSON.parse(text) as Json; // JSON.parse makes nothing but Json
  } catch {
    return undefined;
  }
}

const textTypes =
  /^(?:text\/|application\/(?:xml|javascript|x-www-form-urlencoded|x-ndjson|yaml|x-yaml|graphql|sql|toml)|[^;]+\+xml)/i;
const jsonTypes = /^(?:application\/json|text\/json|[^;]+\+json)/i;

function decode(bytes: Uint8Array, type: string): string {
  const charset = /charset="?([\w.:-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** An answer's body by its content type: JSON as a value, text as text, anything else as a stored file. */
export async function readBody(
  bytes: Buffer,
  type: string,
  put: (content: Uint8Array, type: string) => Promise<ResourceRef>,
): Promise<Json> {
  if (bytes.length === 0) return null;
  if (jsonTypes.test(type)) {
    const text = decode(bytes, type);
    return readJson(text) ?? text;
  }
  if (type === '' || textTypes.test(type)) return decode(bytes, type);
  return await put(bytes, type.split(';')[0]?.trim() ?? 'application/octet-stream');
}
