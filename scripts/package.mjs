// `npm run package`: the app as people install it, in dist/. `-- --dir` makes the folder without the installers.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canFetch, downloadServer, fetchRuntime, findRuntime, version } from './electron-runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const asked = process.argv.slice(2);

function stop(words) {
  console.error(words);
  process.exit(1);
}

const reachable = canFetch();
const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-changed'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

const runtime = findRuntime() ?? ((await reachable) ? await fetchRuntime() : null);
if (runtime === null)
  stop(
    `Nothing was packaged: the Electron runtime ${version} is not installed and cannot be fetched from ${downloadServer().host}. Run this again with a network, or unpack the runtime's zip and name its folder in ELECTRON_OVERRIDE_DIST_PATH.`,
  );
if (!asked.includes('--dir') && !(await reachable))
  stop(
    `Nothing was packaged: the tools that make installers come from ${downloadServer().host}, which cannot be reached. \`npm run package -- --dir\` makes the app's folder without them.`,
  );

const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
const settings = [
  `-c.electronDist=${resolve(runtime.dist)}`,
  ...(server && repository ? [`-c.extraMetadata.homepage=${server}/${repository}`] : []),
];
if (process.platform === 'darwin' && !process.env.CSC_LINK && !process.env.CSC_NAME) {
  // Apple's processors start nothing unsigned, and the hardened runtime takes no signature without a developer's name.
  console.error('No certificate is set (CSC_LINK): the app is signed for this build only, and macOS warns.');
  settings.push('-c.mac.identity=-', '-c.mac.hardenedRuntime=false');
}
const packed = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-builder/cli.js'), '--publish', 'never', ...asked, ...settings],
  { cwd: root, stdio: 'inherit' },
);
process.exit(packed.status ?? 1);
