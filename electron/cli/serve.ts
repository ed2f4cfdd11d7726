import type { Command } from 'commander';
import { readHostUrl } from '../host-file.ts';
import { openBrowser } from '../open-browser.ts';
import { readOwnerToken } from '../owner-token.ts';
import { readNumber, usage } from './arguments.ts';
import type { Act, Cli } from './cli.ts';
import { createHttpClient, isOurs } from './http-session.ts';

type ServeOptions = { port?: number; bind?: string; publicUrl?: string; open?: true };

export function addServe(program: Command, act: Act): void {
  program
    .command('serve')
    .description('the host without a window: runs, API, and the app as a web page')
    .option('--port <n>', 'where it listens (default: 7419, or the next free one)', readNumber)
    .option('--bind <address>', 'which address it listens on (default: 127.0.0.1)')
    .option('--public-url <url>', 'how people reach it, where it is not this machine alone')
    .option('--open', 'open it in the browser')
    .action((options: ServeOptions) => act((cli) => serveHome(cli, options)));
}

async function serveHome(cli: Cli, options: ServeOptions): Promise<null> {
  const { port, bind, publicUrl } = options;
  if (port !== undefined && port > 65_535) throw usage(`There is no port ${port}.`, 'Use one up to 65535.');
  if (publicUrl !== undefined && URL.parse(publicUrl) === null) {
    throw usage(`--public-url is no address: ${publicUrl}`, 'Use https://countersign.example.com.');
  }
  if (bind !== undefined && !isLoopback(bind) && publicUrl === undefined) {
    throw usage(
      'Listening beyond this machine needs --public-url too.',
      'Say how people reach it: --public-url https://…',
    );
  }
  const show = async (url: string) => {
    await new Promise((resolve) => process.stdout.write(`${url}\n`, resolve));
    if (options.open) openBrowser(url);
  };
  if (options.open && (await reopen(cli.home, show))) {
    cli.note('Countersign runs already; here it is.');
    return null;
  }
  const { serve } = await import('../serve.ts');
  await serve({ home: cli.home, port, bind, publicUrl, ready: show, note: cli.note });
  return null;
}

/** A host that runs already is shown again, with a fresh code. */
async function reopen(home: string, show: (url: string) => Promise<void>): Promise<boolean> {
  const url = readHostUrl(home);
  const token = readOwnerToken(home);
  if (url === null || token === null || !(await isOurs(url, token))) return false;
  const { code } = await createHttpClient({ url, token })('session.code', {});
  await show(`${url}/#code=${code}`);
  return true;
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}
