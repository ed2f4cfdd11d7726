import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const hasDesktop = ['/usr/bin/Xvfb', '/usr/bin/dunst', '/usr/bin/dbus-daemon'].every((file) =>
  existsSync(file),
);

export type DesktopSession = {
  busAddress: string;
  /** What was on the screen and is not any more, newest first. */
  closed: () => Promise<{ title: string; body: string }[]>;
  /** How many are on the screen or wait for room there. */
  open: () => Promise<number>;
  /** Titles of what is on the screen now. */
  titles: () => Promise<string[]>;
  /** Somebody clears the screen. */
  closeAll: () => Promise<void>;
  /** Presses the toast on top; with a name, that button. */
  press: (action?: string) => Promise<void>;
  /** Ends dunst alone: a session without anybody who shows messages. */
  stopDunst: () => Promise<void>;
  close: () => Promise<void>;
};

function firstLine(child: ChildProcess, stream: 'stdout' | number): Promise<string> {
  const source = stream === 'stdout' ? child.stdout : child.stdio[stream];
  return new Promise((resolve, reject) => {
    let text = '';
    source?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}: ${text}`)));
  });
}

function pair(line: string): [string, string] {
  const [id = '', title = ''] = line.split('\t');
  return [id, title];
}

/** A bus, a screen and dunst of their own: a real desktop for the toasts of one test file. */
export async function startDesktopSession(label = 'test'): Promise<DesktopSession> {
  const folder = mkdtempSync(join(tmpdir(), `cs-desktop-${label}-`));
  const children: ChildProcess[] = [];
  const start = (
    file: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    pipes: ('ignore' | 'pipe')[],
  ): ChildProcess => {
    const child = spawn(file, args, { env: { ...process.env, HOME: folder, ...env }, stdio: pipes });
    children.push(child);
    return child;
  };
  const screen = start(
    '/usr/bin/Xvfb',
    ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'],
    {},
    ['ignore', 'ignore', 'ignore', 'pipe'],
  );
  const display = `:${await firstLine(screen, 3)}`;
  const daemon = start('/usr/bin/dbus-daemon', ['--session', '--nofork', '--print-address'], {}, [
    'ignore',
    'pipe',
    'ignore',
  ]);
  const busAddress = await firstLine(daemon, 'stdout');
  const env = { DISPLAY: display, DBUS_SESSION_BUS_ADDRESS: busAddress };
  const pick = join(folder, 'pick');
  writeFileSync(pick, `#!/bin/sh\ngrep -F "$(cat ${folder}/wanted)" | head -n 1\n`, { mode: 0o755 });
  const log = join(folder, 'shown');
  const note = join(folder, 'note');
  writeFileSync(log, '');
  writeFileSync(note, `#!/bin/sh\nprintf '%s\\t%s\\n' "$DUNST_ID" "$DUNST_SUMMARY" >> ${log}\n`, {
    mode: 0o755,
  });
  const rules = `[everything]\n  summary = "*"\n  script = ${note}\n`;
  writeFileSync(join(folder, 'dunstrc'), `[global]\n  dmenu = ${pick}\n  markup = full\n${rules}`);
  const dunst = start('/usr/bin/dunst', ['-conf', join(folder, 'dunstrc')], env, [
    'ignore',
    'ignore',
    'ignore',
  ]);
  const ctl = async (...args: string[]): Promise<string> =>
    (await run('/usr/bin/dunstctl', args, { env: { ...process.env, ...env } })).stdout;

  for (let i = 0; i < 100; i++) {
    const up = await ctl('count').then(
      () => true,
      () => false,
    );
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };

  const history = async (): Promise<Record<string, { data: unknown }>[]> => {
    const raw = JSON.parse(await ctl('history')) as { data: [Record<string, { data: unknown }>[]] };
    return raw.data[0];
  };
  return {
    busAddress,
    closed: async () => {
      const text = (value: { data: unknown } | undefined): string =>
        typeof value?.data === 'string' ? value.data : '';
      return (await history()).map((entry) => ({ title: text(entry['summary']), body: text(entry['body']) }));
    },
    open: async () =>
      Number((await ctl('count', 'displayed')).trim()) + Number((await ctl('count', 'waiting')).trim()),
    titles: async () => {
      const gone = new Set((await history()).map((entry) => String(entry['id']?.data)));
      const lines = readFileSync(log, 'utf8').split('\n');
      // A later message with the same number has taken the place of the earlier one.
      const latest = new Map(lines.filter((line) => line !== '').map((line) => pair(line)));
      return [...latest].flatMap(([id, title]) => (gone.has(id) ? [] : [title]));
    },
    closeAll: async () => void (await ctl('close-all')),
    press: async (action = '') => {
      writeFileSync(join(folder, 'wanted'), action);
      // Its menu is dunst's way to show buttons; a press on the message itself takes what is there first.
      await ctl(...(action === '' ? ['action', '0'] : ['context']));
    },
    stopDunst: () => end(dunst),
    close: async () => {
      for (const child of children.toReversed()) await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
