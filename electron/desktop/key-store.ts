import { safeStorage } from 'electron';
import type { OsVault } from '../secrets/open-key-store.ts';

type Opened = { vault: OsVault; warning: null } | { vault: null; warning: string };

/**
 * The system's key store, where there is a real one. Without it Linux “encrypts” with a password that stands in
 * Chromium's source: that is refused, and the key file with its own warning is used instead.
 */
export async function openVault(platform: NodeJS.Platform = process.platform): Promise<Opened> {
  // A key store that cannot even be asked is none.
  const isThere = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  if (!isThere) return { vault: null, warning: noStore };
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
  if (backend === 'basic_text' || backend === 'unknown') return { vault: null, warning: noStore };
  return {
    warning: null,
    vault: {
      seal: (plain) => safeStorage.encryptStringAsync(plain),
      open: async (sealed) => {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return { plain: result, isStale: shouldReEncrypt };
      },
    },
  };
}

const noStore =
  'This computer has no key store that Countersign can use, so the key of your secrets is kept in a file. Install GNOME Keyring or KWallet, or set COUNTERSIGN_PASSPHRASE.';
