import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readArchive } from '../../scripts/packaged/asar.ts';
import { wrongContents } from '../../scripts/packaged/contents.ts';
import { fuses, readFuses, sentinel, wrongFuses } from '../../scripts/packaged/fuses.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Manifest = { dependencies?: Record<string, string>; homepage: string; main: string };
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

type Association = { ext: string | string[]; mimeType?: string; rank?: string };
type Configuration = {
  files: string[];
  electronFuses: Record<string, boolean>;
  directories: { buildResources: string };
  linux: { target: string[]; maintainer: string; icon: string; fileAssociations: Association[] };
  win: { target: string[] };
  nsis: { include: string };
  mac: {
    target: string[];
    hardenedRuntime: boolean;
    entitlements: string;
    entitlementsInherit: string;
    fileAssociations: Association[];
  };
  protocols: { schemes: string[] }[];
} & Record<string, unknown>;
const readConfiguration = (): Configuration =>
  parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;

describe('electron-builder.yml', () => {
  const validate = (configuration: object): Promise<void> =>
    validateConfiguration(
      configuration as Parameters<typeof validateConfiguration>[0],
      {
        isEnabled: false,
      } as Parameters<typeof validateConfiguration>[1],
    );

  test('is what electron-builder’s own schema allows, which refuses a wrong name and a wrong kind of value', async () => {
    const configuration = readConfiguration();
    await validate(configuration);
    await expect(validate({ ...configuration, electronFuse: {} })).rejects.toThrow('electronFuse');
    await expect(validate({ ...configuration, mac: { hardenedRuntime: 'yes' } })).rejects.toThrow(
      'hardenedRuntime',
    );
    await expect(validate({ ...configuration, electronFuses: { runAsNod: false } })).rejects.toThrow(
      'electronFuses',
    );
  });

  test('sets every switch of the runtime that has to be set (ELE-11)', () => {
    const wanted = Object.fromEntries(Object.entries(fuses).filter(([, state]) => state !== null));
    expect(readConfiguration().electronFuses).toEqual(wanted);
    expect(Object.keys(wanted)).toHaveLength(7);
  });

  test('makes what people of each system install, and publishes nothing', () => {
    const { linux, win, mac, ...rest } = readConfiguration();
    expect({
      linux: linux.target,
      win: win.target,
      mac: mac.target,
      publish: rest['publish'],
      rebuild: rest['npmRebuild'],
    }).toEqual({
      linux: ['AppImage', 'deb'],
      win: ['nsis'],
      mac: ['dmg'],
      publish: null,
      rebuild: false,
    });
    // Without these a deb is refused at the very end.
    expect(linux.maintainer).toMatch(/^[^<]+ <[^@<>]+@[^@<>]+>$/);
    expect(manifestOf(root).homepage).toMatch(/^https:\/\//);
  });

  test('on no system takes over files that are not flows', () => {
    const { linux, mac, win, ...rest } = readConfiguration();
    expect(linux.fileAssociations).toEqual([
      expect.objectContaining({
        ext: 'flow.yaml',
        mimeType: expect.stringMatching(/^application\/vnd\.countersign\./),
      }),
    ]);
    expect(mac.fileAssociations.every(({ rank }) => rank === 'Alternate')).toBe(true);
    expect([rest['fileAssociations'], (win as Record<string, unknown>)['fileAssociations']]).toEqual([
      undefined,
      undefined,
    ]);
    const installer = readFileSync(join(root, readConfiguration().nsis.include), 'utf8');
    expect(installer.split('\n').filter((line) => line.includes('.yaml"'))).toEqual([]);
    expect(installer).toContain('OpenWithProgids');
  });

  test('every file and pattern it names is there', () => {
    const { files, nsis, mac, linux, directories } = readConfiguration();
    for (const file of [nsis.include, mac.entitlements, mac.entitlementsInherit])
      expect(existsSync(join(root, file)), file).toBe(true);
    expect(globSync(join(root, directories.buildResources, linux.icon, '*.png')).length).toBeGreaterThan(4);
    // A walk through all of node_modules for a pattern that cannot miss costs seconds.
    const unmatched = files
      .filter((pattern) => !/^!?node_modules\/\*\*/.test(pattern))
      .map((pattern) =>
        pattern.replace(/^!/, '').replace('${platform}-${arch}', `${process.platform}-${process.arch}`),
      )
      .filter((pattern) => globSync(pattern, { cwd: root }).length === 0);
    expect(unmatched).toEqual([]);
  });

  test('asks macOS for one thing only that the hardened runtime forbids', () => {
    const keys = [
      ...readFileSync(join(root, readConfiguration().mac.entitlements), 'utf8').matchAll(/<key>(.+)<\/key>/g),
    ];
    expect(keys.map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
  });
});

describe('the packaged app', () => {
  const target = { platform: process.platform, arch: process.arch };
  let folder: string;
  let unpacked: string;

  /** Our own packages as `npm ci --omit=dev` would bring them, with optional natives as they come. */
  function copyPackages(names: string[], done = new Set<string>()): void {
    for (const name of names) {
      const from = join(root, 'node_modules', name);
      if (done.has(name) || !existsSync(from)) continue;
      done.add(name);
      cpSync(from, join(folder, 'app/node_modules', name), { recursive: true, dereference: true });
      const { dependencies, optionalDependencies } = manifestOf(from) as Manifest & {
        optionalDependencies?: Record<string, string>;
      };
      copyPackages(Object.keys({ ...dependencies, ...optionalDependencies }), done);
    }
  }

  function write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-package-'));
    for (const name of [
      'package.json',
      'package-lock.json',
      'electron-builder.yml',
      'LICENSE',
      'build',
      'out',
    ])
      cpSync(join(root, name), join(folder, 'app', name), { recursive: true });
    copyPackages(Object.keys(manifestOf(root).dependencies ?? {}));
    // What lies in a working copy and must never be shipped.
    for (const stray of ['.env', 'electron/main.ts', 'test/x.test.ts', 'out/renderer/assets/x.js.map'])
      write(`app/${stray}`, 'stray');
    // A runtime that is none, but has the switches, each the wrong way round.
    const switches = Object.values(fuses).map((state) => (state === true ? '0' : '1'));
    write(
      'electron/electron',
      Buffer.concat([
        Buffer.from(`\x7fELF${sentinel}`, 'latin1'),
        Buffer.of(1, switches.length),
        Buffer.from(switches.join('')),
      ]),
    );
    chmodSync(join(folder, 'electron/electron'), 0o755);
    for (const file of [
      'version',
      'LICENSE',
      'LICENSES.chromium.html',
      'locales/en-US.pak',
      'locales/de.pak',
    ])
      write(`electron/${file}`, '45');
    mkdirSync(join(folder, 'electron/resources'));
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
    ) as { version: string };
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/electron-builder/cli.js'),
        '--linux',
        'dir',
        `--${process.arch}`,
        '--publish',
        'never',
        `-c.electronDist=${join(folder, 'electron')}`,
        `-c.electronVersion=${version}`,
      ],
      { cwd: join(folder, 'app'), stdio: 'pipe' },
    );
    unpacked = join(folder, 'app/dist/linux-unpacked');
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('has its switches set, read back from the program (ELE-11)', () => {
    const [before] = readFuses(join(folder, 'electron/electron'));
    expect(
      Object.entries(fuses).filter(([name, state]) => state === before?.[name as keyof typeof fuses]),
    ).toEqual([]);
    expect(wrongFuses(join(unpacked, 'countersign-desktop'))).toEqual([]);
    expect(wrongFuses(join(folder, 'electron/electron'))).toHaveLength(7);
  });

  test('carries what it needs, in the archive, and nothing else', async ({ annotate }) => {
    const archive = join(unpacked, 'resources/app.asar');
    const { entries } = readArchive(archive);
    expect(wrongContents(entries, target)).toEqual([]);
    const bytes = entries.reduce((sum, { size }) => sum + size, 0);
    await annotate(`${entries.length} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB`);
    expect(bytes).toBeLessThan(20 * 1024 * 1024);
    expect(globSync('**/*.pak', { cwd: join(unpacked, 'locales') })).toEqual(['en-US.pak']);
  });

  test('a stray file, a missing one and one on the wrong side are seen', () => {
    const { entries } = readArchive(join(unpacked, 'resources/app.asar'));
    const spoilt = [
      ...entries.filter(({ path }) => path !== 'out/preload.cjs'),
      { path: 'out/cli.js', unpacked: false },
      { path: 'out/chunks/beside.js', unpacked: true },
    ];
    expect(wrongContents(spoilt, target)).toEqual([
      'out/preload.cjs is missing.',
      'out/cli.js does not belong there.',
      'out/chunks/beside.js lies beside the archive.',
    ]);
  });

  test('runs from what was packaged alone: database, templates and window come out of it', async () => {
    const alone = join(folder, 'alone');
    readArchive(join(unpacked, 'resources/app.asar')).extract(alone);
    cpSync(join(unpacked, 'resources/app.asar.unpacked'), alone, { recursive: true });
    // The one file that is not shipped: it starts the same code without Electron.
    cpSync(join(root, 'out/cli.js'), join(alone, 'out/cli.js'));
    const home = join(folder, 'home');
    const host = spawn(process.execPath, ['out/cli.js', 'serve', '--home', home, '--port', '0'], {
      cwd: alone,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const [line] = (await once(host.stdout, 'data')) as [Buffer];
      const url = new URL(line.toString().trim()).origin;
      expect(await (await fetch(url)).text()).toContain('<title>Countersign</title>');
      const token = readFileSync(join(home, 'token'), 'utf8').trim();
      const templates = await fetch(`${url}/api/v1/templates`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(((await templates.json()) as { items: unknown[] }).items).toHaveLength(8);
    } finally {
      host.kill();
      await once(host, 'exit');
    }
  });
});
