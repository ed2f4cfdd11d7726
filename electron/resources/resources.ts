import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { isResourceRef } from '../../shared/run/input.ts';
import type { ResourceRef } from '../../shared/run/input.ts';
import type { Store } from '../store/store.ts';

export type Resources = ReturnType<typeof createResources>;

/** RUNTIME, guarantee 7: a larger value travels as a reference. */
const inlineBytes = 64 * 1024;
/** FLOW-FORMAT “Values”: what is larger is not read through by expressions. */
const readableBytes = 8 * 1024 * 1024;

/** Content-addressed files in `<home>/resources`: written beside, flushed, then renamed, so a name never holds half a file. */
export function createResources(options: {
  store: Pick<Store, 'home' | 'resources' | 'write'>;
  now: () => number;
}) {
  const { store } = options;
  const folder = join(store.home, 'resources');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (sha: string): string => join(folder, sha.slice(0, 2), sha);
  let written = 0;

  async function put(content: string | Uint8Array, type: string, name?: string): Promise<ResourceRef> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const sha = createHash('sha256').update(bytes).digest('hex');
    if (!(await exists(fileOf(sha), bytes.length))) {
      mkdirSync(join(folder, sha.slice(0, 2)), { recursive: true, mode: 0o700 });
      const beside = `${fileOf(sha)}.${process.pid}-${++written}.part`;
      await writeFlushed(beside, bytes);
      await rename(beside, fileOf(sha));
      await flushFolder(join(folder, sha.slice(0, 2)));
    }
    await store.write(() =>
      store.resources.put({ sha, size: bytes.length, type, name: name ?? null, createdAt: options.now() }),
    );
    return { $resource: sha, size: bytes.length, type, ...(name === undefined ? {} : { name }) };
  }

  async function keep(value: Json): Promise<Json> {
    if (typeof value === 'string') return (await put(value, 'text/plain')) as Json;
    return (await put(JSON.stringify(value), 'application/json')) as Json;
  }

  /** `keep` for inside a transaction, which cannot wait: the file is on disk before the row that names it. */
  function keepNow(value: Json): Json {
    const type = typeof value === 'string' ? 'text/plain' : 'application/json';
    const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
    const sha = createHash('sha256').update(bytes).digest('hex');
    if (statSync(fileOf(sha), { throwIfNoEntry: false })?.size !== bytes.length) {
      mkdirSync(join(folder, sha.slice(0, 2)), { recursive: true, mode: 0o700 });
      const beside = `${fileOf(sha)}.${process.pid}-${++written}.part`;
      writeFileSync(beside, bytes, { mode: 0o600, flush: true });
      renameSync(beside, fileOf(sha));
      flushFolderNow(join(folder, sha.slice(0, 2)));
    }
    store.resources.put({ sha, size: bytes.length, type, name: null, createdAt: options.now() });
    return { $resource: sha, size: bytes.length, type };
  }

  return {
    put,
    /** The whole file. Refused when its bytes are not what its name says: a changed file is never shown as evidence. */
    bytes: async (sha: string): Promise<Buffer> =>
      checked(sha, await readFile(fileOf(sha)).catch(() => null)),
    text: async (ref: ResourceRef): Promise<string> =>
      checked(ref.$resource, await readFile(fileOf(ref.$resource)).catch(() => null)).toString('utf8'),
    fileOf,
    /** For expressions, inside a transaction: JSON as a value, other content as text; undefined when gone or too large. */
    read: (ref: ResourceRef): Json | undefined => {
      if (ref.size > readableBytes || !/^[0-9a-f]{64}$/.test(ref.$resource)) return undefined;
      try {
        const text = readFileSync(fileOf(ref.$resource), 'utf8');
        return ref.type === 'application/json' ? (JSON.parse(text) as Json) : text;
      } catch {
        return undefined;
      }
    },
    /**
     * A value small enough for history: each large field of it becomes a reference, then the whole if that is not enough.
     * The same value when it was small.
     */
    externalise: async (value: Json): Promise<Json> => {
      if (sizeOf(value) <= inlineBytes) return value;
      if (!isJsonObject(value) || isResourceRef(value)) return keep(value);
      const slim: JsonObject = {};
      for (const [key, field] of Object.entries(value))
        slim[key] = sizeOf(field) > inlineBytes ? await keep(field) : field;
      return sizeOf(slim) <= inlineBytes ? slim : keep(value);
    },
    /** The same inside a transaction, for what is worked out there. */
    externaliseNow: (value: Json): Json => {
      if (sizeOf(value) <= inlineBytes) return value;
      if (!isJsonObject(value) || isResourceRef(value)) return keepNow(value);
      const slim: JsonObject = {};
      for (const [key, field] of Object.entries(value))
        slim[key] = sizeOf(field) > inlineBytes ? keepNow(field) : field;
      return sizeOf(slim) <= inlineBytes ? slim : keepNow(value);
    },
    remove: async (sha: string): Promise<void> => rm(fileOf(sha), { force: true }),
  };
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 8;
  return Buffer.byteLength(JSON.stringify(value));
}

function checked(sha: string, bytes: Buffer | null): Buffer {
  if (bytes === null) {
    throw new AppError(
      'not_found',
      'This file is no longer there: its run was cleaned up, or the home was changed by hand.',
    );
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha) return bytes;
  throw new AppError('store_damaged', 'This file was changed after it was stored, so it is not shown.', {
    fix: `Look at resources/${sha.slice(0, 2)}/${sha} in the home, or put back a backup.`,
  });
}

async function exists(file: string, size: number): Promise<boolean> {
  return stat(file).then(
    (found) => found.size === size,
    () => false,
  );
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is only on disk once its folder is. Windows has no such call and needs none. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function flushFolderNow(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
