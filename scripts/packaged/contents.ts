/** What a packaged app may carry, and nothing else: a stray file is shipped to everybody. */
const allowed = [
  /^(package\.json|LICENSE)$/,
  /^out\/(main\.js|preload\.cjs)$/,
  /^out\/chunks\/[\w-]+\.js$/,
  /^out\/renderer\/(index\.html|mark\.svg|assets\/[\w.-]+\.(js|css|woff2?))$/,
  /^out\/templates\/[\w-]+\.flow\.yaml$/,
  /^out\/icons\/tray-[\w@.-]+\.png$/,
  /^node_modules\/(better-sqlite3|ssh2|asn1|bcrypt-pbkdf)\/(lib\/[\w./-]+\.js|index\.js|package\.json|LICENSE)$/,
  /^node_modules\/(safer-buffer|tweetnacl)\/([\w-]+\.js|package\.json|LICENSE)$/,
];
const native = (platform: string, arch: string): string =>
  `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;

/** Without one of these the app does not start, or starts without what it promises. */
const needed = [
  'package.json',
  'LICENSE',
  'out/main.js',
  'out/preload.cjs',
  'out/renderer/index.html',
  'out/icons/tray-light.png',
  'out/icons/tray-template@2x.png',
  'out/templates/content-publish.flow.yaml',
  'node_modules/ssh2/lib/index.js',
  'node_modules/asn1/lib/index.js',
  'node_modules/bcrypt-pbkdf/index.js',
  'node_modules/safer-buffer/safer.js',
  'node_modules/tweetnacl/nacl-fast.js',
  'node_modules/better-sqlite3/lib/index.js',
];

type Target = { platform: string; arch: string };

/** What is wrong with the files of an archive, in words; empty where nothing is. */
export function wrongContents(
  entries: { path: string; unpacked: boolean }[],
  { platform, arch }: Target,
): string[] {
  const addon = native(platform, arch);
  const paths = new Set(entries.map(({ path }) => path));
  return [
    ...[...needed, addon].filter((path) => !paths.has(path)).map((path) => `${path} is missing.`),
    ...entries
      .filter(({ path }) => path !== addon && !allowed.some((pattern) => pattern.test(path)))
      .map(({ path }) => `${path} does not belong there.`),
    // Native code cannot be loaded out of the archive; all else has to stay where its integrity is checked.
    ...entries
      .filter(({ path, unpacked }) => unpacked !== (path === addon))
      .map(({ path, unpacked }) => `${path} lies ${unpacked ? 'beside' : 'inside'} the archive.`),
  ];
}
