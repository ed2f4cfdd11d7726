import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findApp } from '../../scripts/packaged/find-app.ts';
import { wrongEntry } from '../../scripts/packaged/installed-entry.ts';
import { debuggingIsRefused, smoke } from '../../scripts/packaged/smoke.ts';
import { cliFile } from '../support/host-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(script: string): string {
  const file = join(folder, 'program');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('the packaged app of this machine is found among those of others', () => {
  for (const name of ['linux-unpacked', 'linux-arm64-unpacked', 'win-unpacked', 'mac-arm64', 'mac'])
    mkdirSync(join(folder, name));
  const found = (platform: NodeJS.Platform, arch: string): string | undefined =>
    findApp(folder, platform, arch)?.program.slice(folder.length + 1);
  expect([
    found('linux', 'x64'),
    found('linux', 'arm64'),
    found('win32', 'x64'),
    found('darwin', 'arm64'),
    found('darwin', 'x64'),
  ]).toEqual([
    'linux-unpacked/countersign-desktop',
    'linux-arm64-unpacked/countersign-desktop',
    'win-unpacked/Countersign.exe',
    'mac-arm64/Countersign.app/Contents/MacOS/Countersign',
    'mac/Countersign.app/Contents/MacOS/Countersign',
  ]);
  expect(findApp(join(folder, 'nowhere'))).toBeNull();
});

test('an app that starts and serves its page passes, one that ends does not', async () => {
  expect(await smoke(program(`exec "${process.execPath}" "${cliFile}" serve "$@"`), 'darwin')).toEqual([]);
  await expect(smoke(program('exit 7'), 'darwin')).rejects.toThrow('ended with exit code 7');
});

test('a start for debugging has to fail, and one that does not is named', async () => {
  expect(await debuggingIsRefused(program('exit 1'))).toEqual([]);
  const wrong = await debuggingIsRefused(program('[ "$1" = -e ] && echo as-node; exit 0'));
  expect(wrong).toHaveLength(8);
  expect(wrong[0]).toBe('Started with --remote-debugging-port=39222: ended as 0.');
}, 60_000);

test('a menu entry without the sandbox, without links or for every YAML file is named (ELE-12)', () => {
  const entry = (exec: string, types: string): string =>
    `[Desktop Entry]\nName=Countersign\nExec=${exec}\nMimeType=${types}\n`;
  const right = '/opt/Countersign/countersign-desktop %U';
  const types = 'application/vnd.countersign.flow+yaml;x-scheme-handler/countersign;';
  expect(wrongEntry(entry(right, types))).toEqual([]);
  expect(
    wrongEntry(entry('/opt/Countersign/countersign-desktop --no-sandbox %U', 'application/yaml;')),
  ).toEqual([
    'The menu entry starts the app with --no-sandbox.',
    'The menu entry starts “/opt/Countersign/countersign-desktop --no-sandbox %U”.',
    'countersign: links do not open the app.',
    'Flow files do not open the app.',
    'Every YAML file would open the app.',
  ]);
});
