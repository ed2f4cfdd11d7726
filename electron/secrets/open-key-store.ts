import { randomBytes, scryptSync } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { createKeyStore, openWith, sealWith, type KeyStore } from './key-store.ts';

/** The operating system's own vault (Electron safeStorage on the desktop). Either may be refused by the person. */
export type OsVault = {
  seal: (plain: string) => Promise<Uint8Array>;
  /** `isStale`: the system has a newer key by now, so what was sealed with the old one should be sealed again. */
  open: (sealed: Uint8Array) => Promise<{ plain: string; isStale: boolean }>;
};

const masterName = 'master key';
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const passphraseKey = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase, salt, 32, scryptCost);

const damaged = (path: string): AppError =>
  new AppError('store_damaged', `The key file ${path} is damaged.`, {
    fix: 'Put back a copy of it, or move it away: a new key is made then, and every secret has to be entered again.',
  });

type KeyFile = { kind: 'file' | 'passphrase' | 'os'; parts: Uint8Array[] };

function readKeyFile(path: string): KeyFile | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isFile()) throw damaged(path);
  // Windows has no such bits; its user folder is private by its own rules.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new AppError('forbidden', `Other users of this computer can read the key file ${path}.`, {
      fix: `Close it first: chmod 600 ${path}`,
    });
  }
  const words = readFileSync(path, 'utf8').trim().split(/\s+/);
  const [format, kind, ...parts] = words;
  if (format !== 'countersign-key-1') throw damaged(path);
  const wanted = kind === 'file' ? 1 : kind === 'passphrase' ? 2 : kind === 'os' ? 1 : 0;
  if (wanted === 0 || parts.length !== wanted) throw damaged(path);
  return { kind: kind as KeyFile['kind'], parts: parts.map((part) => Buffer.from(part, 'base64url')) }; // checked by `wanted`
}

/** Written beside and renamed: a crash leaves the old key or the new one, never half of one. */
function writeKeyFile(path: string, kind: KeyFile['kind'], parts: Uint8Array[]): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeSync(
      file,
      `${['countersign-key-1', kind, ...parts.map((part) => Buffer.from(part).toString('base64url'))].join(' ')}\n`,
    );
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(beside, 0o600);
  renameSync(beside, path);
}

function sealPassphrase(passphrase: string, master: Uint8Array): Uint8Array[] {
  const salt = randomBytes(16);
  return [salt, sealWith(passphraseKey(passphrase, salt), masterName, master)];
}

function openPassphrase(file: KeyFile, { passphrase, vault, path }: Way): Buffer {
  if (passphrase === undefined) {
    throw new AppError('forbidden', 'The secrets of this home are locked by a passphrase.', {
      fix:
        vault === undefined
          ? 'Start again with COUNTERSIGN_PASSPHRASE set to it.'
          : 'Close this and start Countersign from a terminal, with COUNTERSIGN_PASSPHRASE set to it. It is not stored anywhere.',
    });
  }
  const [salt, sealed] = file.parts;
  if (salt === undefined || sealed === undefined) throw damaged(path);
  const master = openWith(passphraseKey(passphrase, salt), masterName, sealed);
  if (master === null) {
    throw new AppError('forbidden', 'COUNTERSIGN_PASSPHRASE is not the passphrase of this home.', {
      fix: 'Use the passphrase the home was locked with.',
    });
  }
  return master;
}

async function openOs(
  file: KeyFile,
  { vault, path }: Way,
): Promise<{ master: Uint8Array; isStale: boolean }> {
  const [sealed] = file.parts;
  if (sealed === undefined) throw damaged(path);
  if (vault === undefined) {
    throw new AppError('forbidden', "The secrets of this home are locked by the desktop app's key store.", {
      fix: 'Open this home with the desktop app, or set COUNTERSIGN_HOME to another folder.',
    });
  }
  if (vault === 'unavailable') {
    throw new AppError(
      'forbidden',
      "The secrets of this home are locked by this computer's key store, which does not answer now.",
      {
        fix: 'Nothing is lost. Unlock the key store (it opens when you log in to your desktop), then start Countersign again.',
      },
    );
  }
  const opened = await vault.open(sealed).catch((cause: unknown) => {
    throw new AppError('forbidden', "This computer's key store did not give out the key of this home.", {
      cause,
      fix: 'Nothing is lost. Start Countersign again, and allow it where the system asks.',
    });
  });
  return { master: Buffer.from(opened.plain, 'base64url'), isStale: opened.isStale };
}

async function openMaster(
  file: KeyFile,
  way: Way,
): Promise<{ master: Uint8Array | undefined; isStale: boolean }> {
  switch (file.kind) {
    case 'passphrase':
      return { master: openPassphrase(file, way), isStale: false };
    case 'os':
      return openOs(file, way);
    case 'file':
      return { master: file.parts[0], isStale: false };
  }
}

/** A key store that refuses to keep the key leaves it where it was: the home opens, and says how it is kept. */
async function sealByOs(master: Uint8Array, vault: OsVault, file: KeyFile | null): Promise<KeyFile> {
  try {
    return { kind: 'os', parts: [Buffer.from(await vault.seal(Buffer.from(master).toString('base64url')))] };
  } catch {
    return file ?? { kind: 'file', parts: [Buffer.from(master)] };
  }
}

const warnings = {
  file: (path: string) =>
    `Secrets are sealed by the key file ${path}: whoever can read your files can read them. Set COUNTERSIGN_PASSPHRASE to lock them.`,
  passphrase: () => 'Secrets are sealed by your passphrase: without it they cannot be opened again.',
};

/** How this start may open and keep the key. `unavailable`: the desktop app runs, and the system has no vault for it. */
type Way = { passphrase: string | undefined; vault: OsVault | 'unavailable' | undefined; path: string };

/**
 * The home's key store; the key is made on first use and survives a change of how it is kept: a home with a key
 * file that is opened with a passphrase (or by the desktop's vault) is locked by that from then on.
 */
export async function openKeyStore(options: {
  home: string;
  passphrase?: string | undefined;
  vault?: OsVault | 'unavailable' | undefined;
}): Promise<KeyStore> {
  const path = join(options.home, 'key');
  const passphrase = options.passphrase === '' ? undefined : options.passphrase;
  const { vault } = options;
  const file = readKeyFile(path);
  const { master, isStale } =
    file === null
      ? { master: randomBytes(32), isStale: false }
      : await openMaster(file, { passphrase, vault, path });
  if (master === undefined || master.length !== 32) throw damaged(path);

  const wanted = passphrase !== undefined ? 'passphrase' : typeof vault === 'object' ? 'os' : 'file';
  const kept =
    file !== null && file.kind === wanted && !isStale
      ? file
      : passphrase !== undefined
        ? { kind: 'passphrase' as const, parts: sealPassphrase(passphrase, master) }
        : typeof vault === 'object'
          ? await sealByOs(master, vault, file)
          : { kind: 'file' as const, parts: [master] };
  if (kept !== file) writeKeyFile(path, kept.kind, kept.parts);
  const { kind } = kept;
  const warning =
    kind === 'file' ? warnings.file(path) : kind === 'passphrase' ? warnings.passphrase() : null;
  return createKeyStore({ master, kind, warning });
}
