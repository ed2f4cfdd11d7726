import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is wrong with the menu entry that a .deb installs, in words (ELE-12). */
export function wrongEntry(entry: string): string[] {
  const exec = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  return [
    ...(exec.includes('--no-sandbox') ? ['The menu entry starts the app with --no-sandbox.'] : []),
    ...(/^\/opt\/Countersign\/countersign-desktop %U$/.test(exec)
      ? []
      : [`The menu entry starts “${exec}”.`]),
    ...(/^MimeType=.*x-scheme-handler\/countersign;/m.test(entry)
      ? []
      : ['countersign: links do not open the app.']),
    ...(/^MimeType=.*application\/vnd\.countersign\.flow\+yaml;/m.test(entry)
      ? []
      : ['Flow files do not open the app.']),
    ...(/^MimeType=.*application\/yaml;/m.test(entry) ? ['Every YAML file would open the app.'] : []),
  ];
}

export function entryOf(deb: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-deb-'));
  try {
    const { status } = spawnSync('dpkg-deb', ['-x', deb, folder], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${deb} cannot be opened.`);
    return readFileSync(join(folder, 'usr/share/applications/countersign.desktop'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
