import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { contract } from '../../shared/api/contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** Every program and page of the build, by its path. */
const built: [string, string][] = readdirSync(join(root, 'out'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|cjs|html|css)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => [relative(root, file), readFileSync(file, 'utf8')]);

/** What only tests may use. A release that carried one of these could be made to fail, or to talk, from outside. */
const hooks: Record<string, RegExp> = {
  'a named place to fail at': /fail-?points?\b|crash-?at\b|inject-?fault/i,
  'a way for debugging': /["'`]\/(?:api\/v\d+\/)?(?:_?_?debug|_?_?test|_?_?dev|internal)(?:\/|["'`])/,
  'a switch for debugging': /--(?:inspect|remote-debugging)[\w-]*=|openDevTools\(/,
  'a stop for a debugger': /^\s*debugger;?\s*$/m,
  'a secret of a test': /canary[-_]\w|not-a-real-key|only for this test/i,
  'a tool of the tests':
    /(?:from|import\(|require\(|import)\s*["'](?:vitest|playwright|fast-check|[./]*test\/)/,
  'a map to the sources': /^\/[/*]# sourceMappingURL=(?!data:)/m,
};
const hooksIn = (text: string): string[] => Object.keys(hooks).filter((name) => hooks[name]?.test(text));

describe('what is shipped', () => {
  test('has nothing in it that only tests or developers use (ELE-16)', () => {
    expect(built.length).toBeGreaterThan(100);
    expect(built.flatMap(([file, text]) => hooksIn(text).map((hook) => `${file}: ${hook}`))).toEqual([]);
  });

  test('a hook that got in would be found (ELE-16)', () => {
    expect(
      [
        'if (failpoint("after-effect-before-commit")) process.exit(1)',
        'app.get("/debug/heap", dump)',
        'spawn(node, ["--inspect=9229"])',
        'x();\n  debugger;\n',
        'const key = "canary-1234"',
        'import "../test/support/host.ts"',
        '//# sourceMappingURL=main.js.map',
      ].map((text) => hooksIn(text).length),
    ).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('names no folder of the machine it was built on (ELE-16)', () => {
    expect(built.filter(([, text]) => text.includes(root)).map(([file]) => file)).toEqual([]);
  });

  test('is steered by the documented variables and by no other of ours (ELE-16)', () => {
    const named = built.flatMap(([, text]) => text.match(/\bCOUNTERSIGN_[A-Z_]+\b/g) ?? []);
    expect([...new Set(named)].toSorted()).toEqual([
      'COUNTERSIGN_HOME',
      'COUNTERSIGN_PASSPHRASE',
      'COUNTERSIGN_TOKEN',
      'COUNTERSIGN_URL',
    ]);
  });

  test('answers no call that is there for debugging (ELE-16)', () => {
    expect(Object.keys(contract).filter((name) => /^(debug|test|dev|internal)\b/i.test(name))).toEqual([]);
  });
});

type Lock = {
  packages: Record<
    string,
    { version: string; integrity?: string; optional?: boolean; dev?: boolean; hasInstallScript?: boolean }
  >;
};
type Manifest = {
  allowScripts: Record<string, boolean>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('what is installed', () => {
  const lock = read('package-lock.json') as Lock;
  const manifest = read('package.json') as Manifest;
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

  /**
   * Since 2026-11-21: the linter's packages for other systems, which the registry of the machine that wrote the lock
   * does not list (scripts/complete-lock.mjs). They check sources, are never shipped, and are absent where this runs.
   */
  const withoutIntegrity = /^node_modules\/@oxlint(-tsgolint)?\/[\w-]+$/;

  test('is held against a checksum, package by package (ELE-17)', () => {
    expect(installed.length).toBeGreaterThan(500);
    const unchecked = installed.filter(([, { integrity }]) => !(integrity ?? '').startsWith('sha512-'));
    expect(
      unchecked.filter(([path, { dev, optional }]) => !(withoutIntegrity.test(path) && dev && optional)),
    ).toEqual([]);
  });

  test('runs no script of its own on installation but those named in package.json (ELE-17)', () => {
    const scripts = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(scripts.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed)).toEqual([['node', true]]);
  });

  test('is one exact version each, the one that package.json names (ELE-17)', () => {
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(
      wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version),
    ).toEqual([]);
  });

  /** Electron mends its three newest majors. Looked up on the day; an upgrade has to look it up again. */
  const supported = { majors: [43, 44, 45], on: '2026-11-21' };

  test('has an Electron that is still mended (ELE-17)', () => {
    const major = Number(manifest.devDependencies['electron']?.split('.')[0]);
    expect(supported.majors, `as of ${supported.on}`).toContain(major);
    expect(Math.max(...supported.majors), 'the list is of the day this major came').toBe(major);
  });
});
