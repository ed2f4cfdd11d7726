// Builds the window (out/renderer) and the Node programs (out/*.js). `--if-changed` skips what is up to date.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');
const stampFile = join(out, 'sources.sha256');

/** Loaded from node_modules at run time: native code, and what only exists inside Electron. */
const external = [
  'better-sqlite3',
  'ssh2',
  'electron',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

const sourcesStamp = () => {
  const hash = createHash('sha256');
  const add = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== 'node_modules') add(join(path, name));
    } else hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const name of [
    'shared',
    'electron',
    'renderer',
    'examples',
    'templates',
    'package.json',
    'scripts/build.mjs',
  ]) {
    if (existsSync(join(root, name))) add(join(root, name));
  }
  return hash.digest('hex');
};

const stamp = sourcesStamp();
if (
  process.argv.includes('--if-changed') &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === stamp
) {
  process.exit(0);
}
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(
    `The build needs Node 22 or newer and runs on ${process.version}. Run it as an npm script (npm run build): those find the project's own Node.`,
  );
  process.exit(1);
}

const { build } = await import('vite');
const { default: react } = await import('@vitejs/plugin-react');
// Built beside and swapped in at the end: a host that runs from `out` never sees half a build.
const next = join(root, `out.${process.pid}`);
process.on('exit', () => rmSync(next, { recursive: true, force: true }));
mkdirSync(next, { recursive: true });
const quiet = { configFile: false, logLevel: 'warn', root };

await build({
  ...quiet,
  root: join(root, 'renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: join(next, 'renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    chunkSizeWarningLimit: 2000,
  },
});

const node = (input, options) =>
  build({
    ...quiet,
    // `node` conditions only: nothing browser-flavoured may slip into the host.
    resolve: { conditions: ['node', 'import', 'module', 'default'] },
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      target: 'node22',
      outDir: next,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).filter(([, file]) => existsSync(file))),
        external,
        output: options,
      },
    },
  });

await node(
  { cli: join(root, 'electron/cli.ts'), main: join(root, 'electron/main.ts') },
  { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
);
if (existsSync(join(root, 'electron/preload.ts')))
  await node({ preload: join(root, 'electron/preload.ts') }, { format: 'cjs', entryFileNames: '[name].cjs' });

// The host reads them from beside itself, also inside the packaged app.
cpSync(join(root, 'templates'), join(next, 'templates'), { recursive: true });
cpSync(join(root, 'electron/desktop/icons'), join(next, 'icons'), { recursive: true });
writeFileSync(join(next, 'sources.sha256'), stamp);
rmSync(out, { recursive: true, force: true });
renameSync(next, out);
