// The programs that the tests use as real counterparts, and how they come onto a Debian machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Name, file to look for, Debian package, what is skipped without it. */
export const programs = [
  {
    name: 'chromium',
    packages: ['chromium'],
    // Comes along where Debian has it: the tests prefer it (test/support/chromium.ts).
    faster: 'chromium-headless-shell',
    group: 'browser and desktop-shell tests',
  },
  { name: 'sshd', packages: ['openssh-server', 'openssh-client'], group: 'SSH tests' },
  { name: 'Xvfb', packages: ['xvfb'], group: 'desktop notification tests' },
  { name: 'dunst', packages: ['dunst'], group: 'desktop notification tests' },
  { name: 'dbus-run-session', packages: ['dbus', 'dbus-x11'], group: 'desktop notification tests' },
  { name: 'strace', packages: ['strace'], group: 'crash tests at every store write' },
  { name: 'curl', packages: ['curl'], group: 'the coding-agent example' },
  { name: 'git', packages: ['git'], group: 'the coding-agent example' },
];

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];

export const findProgram = (name) =>
  folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;

export const missingPrograms = () => programs.filter((program) => findProgram(program.name) === null);

/** As root on Debian: installs what is missing. Elsewhere: names it. Returns what is still missing. */
export function ensurePrograms() {
  let missing = missingPrograms();
  const faster = programs.flatMap((program) =>
    program.faster === undefined || findProgram(program.faster) !== null ? [] : [program.faster],
  );
  const isWanting = missing.length > 0 || faster.length > 0;
  if (isWanting && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = [...new Set(missing.flatMap((program) => program.packages))];
    console.log(`Installing what the tests need: ${[...packages, ...faster].join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    const install = (...names) => apt('install', '-y', '-q', '--no-install-recommends', ...names);
    if (apt('update', '-q')) {
      if (packages.length > 0) install(...packages);
      // Each by itself: a Debian without it loses time, not tests.
      for (const name of faster) install(name);
    }
    missing = missingPrograms();
  }
  for (const { name, packages, group } of missing) {
    console.warn(
      `SKIPPED: ${group}: the program “${name}” is missing (Debian: apt-get install ${packages.join(' ')}).`,
    );
  }
  return missing;
}
