import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { collect, readPair, usage } from './arguments.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { table } from './table.ts';

type SetOptions = { kind?: string; setting: string[]; secret: string[] };
const kinds = ['http', 'llm', 'ssh', 'smtp'] as const;

export function addConnections(program: Command, act: Act): void {
  const connections = program
    .command('connections')
    .description('the services of this machine that flows use');

  connections
    .command('list')
    .description('connections, without their secrets')
    .action(() =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const page = await client('connections.list', {});
          const rows = page.items.map((one) => [
            one.name,
            one.kind,
            one.secrets.join(', '),
            [...new Set(one.usedBy.map(({ flow }) => flow))].join(', '),
            Object.entries(one.settings)
              .map(([key, value]) => `${key}=${value}`)
              .join(' '),
          ]);
          const empty =
            'No connections yet. Make one: countersign connections set NAME --kind http --setting baseUrl=URL';
          return {
            data: page,
            text: table(['NAME', 'KIND', 'SECRETS SET', 'USED BY', 'SETTINGS'], rows, empty),
          };
        }),
      ),
    );

  connections
    .command('set <name>')
    .description('make or change a connection')
    .option('--kind <kind>', kinds.join(', '))
    .option('--setting <name=value>', 'may be repeated', collect, [])
    .option('--secret <name=->', 'read from standard input (one line each), or from name=@FILE', collect, [])
    .action((name: string, options: SetOptions) => act((cli) => set(cli, name, options)));

  connections
    .command('test <name>')
    .description('really connect, and say what happened')
    .action((name: string) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const result = await client('connections.test', { name });
          const key = result.hostKey === undefined ? '' : `\nHost key: ${result.hostKey}`;
          const fix = result.fix === undefined ? '' : `\n${result.fix}`;
          return { data: result, text: `${result.message}${key}${fix}`, exit: result.ok ? 0 : 1 };
        }),
      ),
    );

  connections
    .command('bind <flow> <slot> <name>')
    .description('use a connection for a place of a flow')
    .option('--target <target>', 'draft or live; both unless said')
    .action((flow: string, slot: string, name: string, options: { target?: string }) =>
      act((cli) => bind(cli, flow, slot, name, options.target)),
    );
}

async function set(cli: Cli, name: string, options: SetOptions): Promise<Report> {
  const kind = kinds.find((one) => one === options.kind);
  if (options.kind !== undefined && kind === undefined) {
    throw usage(`“${options.kind}” is no kind of connection.`, `Use ${kinds.join(', ')}.`);
  }
  const secrets = await readSecrets(cli, options.secret);
  return withSession(cli, async ({ client }) => {
    const saved = await client('connections.save', {
      name,
      ...(kind === undefined ? {} : { kind }),
      ...(options.setting.length === 0
        ? {}
        : { settings: Object.fromEntries(options.setting.map(readPair)) }),
      ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
    });
    return {
      data: saved,
      text: `Saved ${saved.name} (${saved.kind}).\nNext: countersign connections test ${saved.name}`,
    };
  });
}

/** Secrets come from standard input or a file, so that they stand in no shell history and no process list. */
async function readSecrets(cli: Cli, options: readonly string[]): Promise<Record<string, string>> {
  const pairs = options.map(readPair);
  const fromInput = pairs.filter(([, value]) => value === '-');
  const input = fromInput.length === 0 ? '' : await cli.stdin();
  const lines = fromInput.length === 1 ? [input.replace(/\r?\n$/, '')] : input.split(/\r?\n/);
  const secrets: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (value === '-') secrets[name] = lines.shift() ?? '';
    else if (value.startsWith('@')) secrets[name] = readSecretFile(value.slice(1));
    else {
      cli.note(
        `Mind: “${name}” was given on the command line, where other programs can read it. Use --secret ${name}=- instead.`,
      );
      secrets[name] = value;
    }
  }
  return secrets;
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new AppError('not_found', `The file ${file} cannot be read.`, { fix: 'Check its path.', cause });
  }
}

async function bind(
  cli: Cli,
  flow: string,
  slot: string,
  name: string,
  target: string | undefined,
): Promise<Report> {
  if (target !== undefined && target !== 'draft' && target !== 'live') {
    throw usage(`“${target}” is no target.`, 'Use draft or live, or leave it out for both.');
  }
  return withSession(cli, async ({ client }) => {
    const page = await client('connections.bind', {
      id: flow,
      slot,
      name,
      ...(target === undefined ? {} : { target }),
    });
    const rows = page.items.map((one) => [one.slot, one.kind, one.draft ?? '–', one.live ?? '–']);
    return {
      data: page,
      text: table(['PLACE', 'KIND', 'DRAFT', 'LIVE'], rows, 'This flow needs no connections.'),
    };
  });
}
