import type { Command } from 'commander';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import colors from 'picocolors';
import { AppError } from '../../shared/errors.ts';
import { readHostUrl } from '../host-file.ts';
import { readOwnerToken } from '../owner-token.ts';
import { findPageDir } from '../page-dir.ts';
import { version } from '../version.ts';
import type { Act, Cli, Report } from './cli.ts';
import { createHttpClient, isOurs } from './http-session.ts';

type Check = { name: string; ok: boolean; message: string; fix?: string };

export function addDoctor(program: Command, act: Act): void {
  program
    .command('doctor')
    .description('what works here, what does not, and what to do about it')
    .action(() => act(diagnose));
}

async function diagnose(cli: Cli): Promise<Report> {
  const checks = [node(), ...home(cli.home), window(), ...(await storeChecks(cli.home)), ...programs()];
  const ok = checks.every((check) => check.ok);
  const text = checks
    .map(({ name, ok: fine, message, fix }) => {
      const mark = fine ? colors.green('ok  ') : colors.red('bad ');
      return `${mark}${name}: ${message}${fix === undefined ? '' : `\n      ${fix}`}`;
    })
    .join('\n');
  return { data: { version, home: cli.home, ok, checks }, text, exit: ok ? 0 : 1 };
}

function node(): Check {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const message = `${process.version} at ${process.execPath}`;
  if (major >= 22) return { name: 'Node', ok: true, message };
  return {
    name: 'Node',
    ok: false,
    message,
    fix: 'Countersign needs Node 22 or newer: run `npm install` in its folder.',
  };
}

function home(dir: string): Check[] {
  if (!existsSync(dir))
    return [{ name: 'Home', ok: true, message: `${dir} is not there yet; it is made on first use.` }];
  try {
    accessSync(dir, constants.R_OK | constants.W_OK);
  } catch {
    return [
      {
        name: 'Home',
        ok: false,
        message: `${dir} cannot be written.`,
        fix: 'Check its owner and permissions.',
      },
    ];
  }
  const open = process.platform === 'win32' ? [] : ['token', 'key'].filter((file) => isOpen(join(dir, file)));
  const checks: Check[] = [{ name: 'Home', ok: true, message: dir }];
  for (const file of open) {
    checks.push({
      name: 'Home',
      ok: false,
      message: `Others can read ${join(dir, file)}.`,
      fix: `chmod 600 ${join(dir, file)}`,
    });
  }
  return checks;
}

function isOpen(file: string): boolean {
  return existsSync(file) && (statSync(file).mode & 0o077) !== 0;
}

function window(): Check {
  const dir = findPageDir();
  if (dir !== null) return { name: 'Window', ok: true, message: `built in ${dir}` };
  return { name: 'Window', ok: false, message: 'The window was not built.', fix: 'npm run build' };
}

/** A running host answers for its store; otherwise the store is opened here, which checks it, and closed again. */
async function storeChecks(dir: string): Promise<Check[]> {
  const url = readHostUrl(dir);
  const token = readOwnerToken(dir);
  if (url !== null && token !== null && (await isOurs(url, token))) {
    const host = await createHttpClient({ url, token })('host.get', {});
    return [
      { name: 'Host', ok: true, message: `runs at ${url} since ${host.startedAt}` },
      ...host.health.reasons.map(({ message }): Check => ({ name: 'Host', ok: false, message })),
      { name: 'Secrets', ok: true, message: host.secrets.warning ?? `sealed by ${host.secrets.kind}` },
    ];
  }
  if (!existsSync(join(dir, 'countersign.db')))
    return [{ name: 'Store', ok: true, message: 'nothing is stored yet' }];
  const { createApp } = await import('../app.ts');
  try {
    const app = await createApp({ home: dir });
    try {
      const settings = app.storeSettings();
      const words = settings.map(({ name, found }) => `${name} ${found}`).join(', ');
      return [
        { name: 'Store', ok: settings.every(({ ok }) => ok), message: words },
        ...app.runtime.health().reasons.map(({ message }): Check => ({ name: 'Store', ok: false, message })),
        { name: 'Secrets', ok: true, message: app.secrets().warning ?? `sealed by ${app.secrets().kind}` },
      ];
    } finally {
      await app.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [
      {
        name: 'Store',
        ok: false,
        message: error.message,
        ...(error.fix === undefined ? {} : { fix: error.fix }),
      },
    ];
  }
}

/** Programs that make more possible; nothing fails without them. */
function programs(): Check[] {
  const helpers = process.platform === 'linux' ? ['ssh-keygen', 'xdg-open', 'dbus-daemon'] : [];
  return helpers.map((name) => ({
    name: 'Program',
    ok: true,
    message: isOnPath(name) ? `${name} is here` : `${name} is not here; Countersign works without it`,
  }));
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, name)));
}
