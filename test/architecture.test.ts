import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each folder may import from our own code: ARCHITECTURE.md's table. The longest matching prefix counts. */
const layers: Record<string, string[]> = {
  shared: ['shared'],
  'electron/store': ['shared', 'electron/store'],
  'electron/steps': ['shared', 'electron/steps'],
  'electron/connections': [
    'shared',
    'electron/connections',
    'electron/steps',
    'electron/secrets',
    'electron/store',
  ],
  'electron/secrets': ['shared', 'electron/secrets'],
  'electron/resources': ['shared', 'electron/resources', 'electron/steps', 'electron/store'],
  'electron/audit': ['shared', 'electron/audit', 'electron/store'],
  'electron/notify': ['shared', 'electron/notify', 'electron/steps', 'electron/connections'],
  'electron/runtime': [
    'shared',
    'electron/runtime',
    'electron/store',
    'electron/steps',
    'electron/resources',
    'electron/audit',
  ],
  'electron/api': [
    'shared',
    'electron/api',
    'electron/runtime',
    'electron/store',
    'electron/connections',
    'electron/resources',
    'electron/audit',
    'electron/secrets',
  ],
  'electron/transport': ['shared', 'electron/transport', 'electron/api', 'electron/runtime'],
  'electron/hosts': [
    'shared',
    'electron/hosts',
    'electron/transport',
    'electron/steps',
    'electron/secrets',
    'electron/notify',
  ],
  'electron/desktop': [
    'shared',
    'electron/desktop',
    'electron/hosts',
    'electron/transport',
    'electron/secrets',
    'electron/notify',
  ],
  electron: ['shared', 'electron', 'package.json'],
  'renderer/ui': ['renderer/ui'],
  'renderer/api': ['shared', 'renderer/api'],
  'renderer/steps': ['shared', 'renderer/steps', 'renderer/ui'],
  'renderer/canvas': ['shared', 'renderer/canvas', 'renderer/steps', 'renderer/ui', 'renderer/api'],
  renderer: ['shared', 'renderer', 'examples'],
};

/** Screens never import each other; what two of them need lives in ui, api or steps. */
const screens = ['flows', 'import', 'editor', 'runs', 'inbox', 'start', 'connections', 'audit', 'settings'];

/** Every package names the one place (or few) that may import it. */
const packages: Record<string, string[]> = {
  zod: ['shared', 'electron', 'renderer'],
  yaml: ['shared/flow'],
  canonicalize: ['shared/canonical.ts'],
  '@noble/hashes': ['shared/canonical.ts'],
  '@marcbachmann/cel-js': ['shared/expression'],
  re2js: ['shared/expression'],
  croner: ['shared/flow', 'electron/runtime'],
  'better-sqlite3': ['electron/store'],
  ssh2: ['electron/steps', 'electron/connections'],
  ai: ['electron/steps'],
  '@ai-sdk/openai-compatible': ['electron/steps'],
  nodemailer: ['electron/steps', 'electron/notify'],
  'dbus-native': ['electron/notify'],
  hono: ['electron/transport'],
  '@hono/node-server': ['electron/transport'],
  commander: ['electron/cli'],
  picocolors: ['electron/cli'],
  pino: ['electron/app.ts', 'electron/log.ts'],
  uuid: ['electron/runtime', 'renderer/api'],
  electron: ['electron/desktop', 'electron/main.ts', 'electron/preload.ts'],
  '@xyflow/react': ['renderer/canvas', 'renderer/editor'],
  zustand: ['renderer/editor'],
  react: ['renderer'],
  'react-dom': ['renderer/main.tsx', 'renderer/ui'],
  wouter: ['renderer'],
  '@codemirror/state': ['renderer/editor', 'renderer/ui', 'renderer/steps'],
  '@codemirror/view': ['renderer/editor', 'renderer/ui', 'renderer/steps'],
  '@mantine/core': ['renderer'],
  '@mantine/hooks': ['renderer'],
  '@mantine/modals': ['renderer'],
  '@mantine/notifications': ['renderer'],
  '@mantine/spotlight': ['renderer/ui', 'renderer/shell', 'renderer/boot.tsx', 'renderer/editor/commands'],
  '@tabler/icons-react': ['renderer'],
  '@tanstack/react-query': ['renderer'],
  '@fontsource-variable/inter': ['renderer/boot.tsx'],
  '@fontsource-variable/jetbrains-mono': ['renderer/boot.tsx'],
  'react-json-view-lite': ['renderer/ui'],
  'react-markdown': ['renderer/ui'],
  'remark-gfm': ['renderer/ui'],
};

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const files = ['shared', 'electron', 'renderer'].flatMap(sources);

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const within = (file: string, place: string): boolean =>
  file === place || file.startsWith(`${place}/`) || file.startsWith(`${place}.`);
const layerOf = (file: string): string =>
  Object.keys(layers)
    .filter((place) => within(file, place))
    .toSorted((a, b) => b.length - a.length)[0] ?? '';
const packageOf = (specifier: string): string =>
  specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : (specifier.split('/')[0] ?? specifier);

const edges = files.flatMap((file) => importsOf(file).map((specifier) => ({ file, specifier })));
const ownEdges = edges
  .filter(({ specifier }) => specifier.startsWith('.'))
  .map(({ file, specifier }) => ({
    file,
    target: relative(root, resolve(root, dirname(file), specifier.split('?')[0] ?? specifier)),
  }));

describe('the layers', () => {
  test('each folder imports only what ARCHITECTURE.md allows it', () => {
    const foreign = ownEdges.filter(
      ({ file, target }) => !(layers[layerOf(file)] ?? []).some((place) => within(target, place)),
    );
    expect(foreign).toEqual([]);
  });

  test('no screen imports another screen', () => {
    const screenOf = (file: string) => screens.find((screen) => within(file, `renderer/${screen}`));
    const crossing = ownEdges.filter(({ file, target }) => {
      const from = screenOf(file);
      const to = screenOf(target);
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(crossing).toEqual([]);
  });

  test('shared code is pure: no Node, no clock, no randomness', () => {
    const impure = files
      .filter((file) => within(file, 'shared'))
      .filter((file) =>
        /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bprocess\.[a-z]|\bconsole\./.test(
          readFileSync(join(root, file), 'utf8'),
        ),
      );
    expect(impure).toEqual([]);
    expect(
      edges.filter(({ file, specifier }) => within(file, 'shared') && specifier.startsWith('node:')),
    ).toEqual([]);
  });

  test('the window never imports Node', () => {
    expect(
      edges.filter(({ file, specifier }) => within(file, 'renderer') && specifier.startsWith('node:')),
    ).toEqual([]);
  });
});

describe('packages', () => {
  test('every package is imported only from its place', () => {
    const stray = edges.filter(({ file, specifier }) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:') || builtinModules.includes(specifier))
        return false;
      return !(packages[packageOf(specifier)] ?? []).some((place) => within(file, place));
    });
    expect(stray).toEqual([]);
  });

  test('everything that is bundled stays a devDependency', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies).toSorted()).toEqual(['better-sqlite3', 'ssh2']);
  });
});

test('no file is longer than 300 lines', () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 301);
  expect(long).toEqual([]);
});
