import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';

export type KeyStoreKind = 'file' | 'passphrase' | 'os';

/** Seals the secrets of one home. What it returns may be stored anywhere; what it takes may not. */
export type KeyStore = {
  /** `name` is bound to the sealed bytes: they open under the same name only. */
  seal: (name: string, plain: string) => Buffer;
  open: (name: string, sealed: Uint8Array) => string;
  /** For callback tokens, webhook secrets and decision links. Stable for the life of the home. */
  homeKey: Buffer;
  describe: () => { kind: KeyStoreKind; warning: string | null };
};

const nonceBytes = 12;
const tagBytes = 16;
const formatByte = 1;

const derive = (master: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, new Uint8Array(0), `countersign ${purpose}`, 32));

/** AES-256-GCM, a fresh nonce each time, the name as additional data, so that sealed bytes cannot be swapped. */
export function sealWith(key: Uint8Array, name: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(formatByte), nonce, body, cipher.getAuthTag()]);
}

/** The opened bytes, or null where key, name or bytes do not belong together. */
export function openWith(key: Uint8Array, name: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== formatByte) return null;
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes));
  decipher.setAAD(Buffer.from(name, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(1 + nonceBytes, bytes.length - tagBytes)),
      decipher.final(),
    ]);
  } catch {
    return null;
  }
}

export function createKeyStore(options: {
  /** 32 random bytes; where they come from and how they are kept is the kind. */
  master: Uint8Array;
  kind: KeyStoreKind;
  warning: string | null;
}): KeyStore {
  const sealKey = derive(options.master, 'secrets');
  return {
    seal: (name, plain) => sealWith(sealKey, name, Buffer.from(plain, 'utf8')),
    open: (name, sealed) => {
      const plain = openWith(sealKey, name, sealed);
      if (plain === null) {
        throw new AppError(
          'conflict',
          `A stored secret of “${name}” cannot be opened with this home's key.`,
          {
            fix: 'It was sealed with another key. Enter the secret again.',
          },
        );
      }
      return plain.toString('utf8');
    },
    homeKey: derive(options.master, 'home'),
    describe: () => ({ kind: options.kind, warning: options.warning }),
  };
}
