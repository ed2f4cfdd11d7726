// The programs that the tests use as real counterparts, and how they come onto a Debian machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Name, file to look for, Debian package, what is skipped without it. */
export const programs = [
  { name: 'chromium', packages: ['chromium'], group: 'browser and desktop-shell tests' },
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
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = [...new Set(missing.flatMap((program) => program.packages))];
    console.log(`Installing what the tests need: ${packages.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    if (apt('update', '-q')) apt('install', '-y', '-q', '--no-install-recommends', ...packages);
    missing = missingPrograms();
  }
  for (const { name, packages, group } of missing) {
    console.warn(
      `SKIPPED: ${group}: the program “${name}” is missing (Debian: apt-get install ${packages.join(' ')}).`,
    );
  }
  return missing;
}
