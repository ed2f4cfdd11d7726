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

/** The operating system's own vault (Electron safeStorage on the desktop). */
export type OsVault = {
  seal: (plain: string) => Promise<Uint8Array>;
  open: (sealed: Uint8Array) => Promise<string>;
};

const masterName = 'master key';
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const passphraseKey = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase, salt, 32, scryptCost);

const damaged = (path: string): AppError =>
  new AppError('store_damaged', `The key file ${path} is damaged.`, {
    fix: 'Put back a copy of it, or move it away: a new key is made then, and every secret has to be entered again.',
  });

type KeyFile = { kind: 'file' | 'passphrase' | 'os'; parts: Buffer[] };

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

function openPassphrase(file: KeyFile, passphrase: string | undefined, path: string): Buffer {
  if (passphrase === undefined) {
    throw new AppError('forbidden', 'The secrets of this home are locked by a passphrase.', {
      fix: 'Start again with COUNTERSIGN_PASSPHRASE set to it.',
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

async function openOs(file: KeyFile, vault: OsVault | undefined, path: string): Promise<Buffer> {
  const [sealed] = file.parts;
  if (sealed === undefined) throw damaged(path);
  if (vault === undefined) {
    throw new AppError('forbidden', "The secrets of this home are locked by the desktop app's key store.", {
      fix: 'Open this home with the desktop app, or set COUNTERSIGN_HOME to another folder.',
    });
  }
  return Buffer.from(await vault.open(sealed), 'base64url');
}

const warnings = {
  file: (path: string) =>
    `Secrets are sealed by the key file ${path}: whoever can read your files can read them. Set COUNTERSIGN_PASSPHRASE to lock them.`,
  passphrase: () => 'Secrets are sealed by your passphrase: without it they cannot be opened again.',
};

/**
 * The home's key store; the key is made on first use and survives a change of how it is kept: a home with a key
 * file that is opened with a passphrase (or by the desktop's vault) is locked by that from then on.
 */
export async function openKeyStore(options: {
  home: string;
  passphrase?: string | undefined;
  vault?: OsVault | undefined;
}): Promise<KeyStore> {
  const path = join(options.home, 'key');
  const passphrase = options.passphrase === '' ? undefined : options.passphrase;
  const file = readKeyFile(path);
  const master =
    file === null
      ? randomBytes(32)
      : file.kind === 'passphrase'
        ? openPassphrase(file, passphrase, path)
        : file.kind === 'os'
          ? await openOs(file, options.vault, path)
          : file.parts[0];
  if (master === undefined || master.length !== 32) throw damaged(path);

  const kind = passphrase !== undefined ? 'passphrase' : options.vault !== undefined ? 'os' : 'file';
  if (file?.kind !== kind) {
    if (kind === 'file') writeKeyFile(path, kind, [master]);
    else if (kind === 'passphrase') writeKeyFile(path, kind, sealPassphrase(passphrase ?? '', master));
    else if (options.vault !== undefined)
      writeKeyFile(path, kind, [await options.vault.seal(master.toString('base64url'))]);
  }
  const warning =
    kind === 'file' ? warnings.file(path) : kind === 'passphrase' ? warnings.passphrase() : null;
  return createKeyStore({ master, kind, warning });
}
