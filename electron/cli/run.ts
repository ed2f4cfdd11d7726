import type { Command } from 'commander';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Client } from '../../shared/api/client.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { readInputOption, readText, usage } from './arguments.ts';
import { withSession, type Act, type Cli, type Report, type Session } from './cli.ts';
import { namesOf } from './names.ts';
import { waitsText } from './run-text.ts';
import { story } from './story.ts';

type RunOptions = { input?: string; connections?: string; trigger?: string };
type Run = OutputOf<'runs.get'>;

/** `{ "<place in the flow>": { kind, settings, secrets } }`; places that the flow does not have are left alone. */
const connectionFile = z.record(
  z.string(),
  z.strictObject({
    kind: z.enum(['http', 'llm', 'ssh', 'smtp']),
    settings: z.record(z.string(), z.string()).optional(),
    secrets: z.record(z.string(), z.string()).optional(),
  }),
);

export function addRun(program: Command, act: Act): void {
  program
    .command('run <file>')
    .description('try a flow file in a home of its own: to its end, or to the first person who is asked')
    .option('--input <json>', 'its input, or @FILE')
    .option(
      '--connections <file>',
      'real services for its connections; without, its samples answer (practice)',
    )
    .option('--trigger <node>', 'which start of the flow')
    .action((file: string, options: RunOptions) => act((cli) => runFile(cli, file, options)));
}

async function runFile(cli: Cli, file: string, options: RunOptions): Promise<Report> {
  const text = await readText(cli, file);
  const input = await readInputOption(cli, options.input);
  const connections =
    options.connections === undefined ? {} : await readConnections(cli, options.connections);
  const home = mkdtempSync(join(tmpdir(), 'countersign-'));
  const { openHere } = await import('./open-session.ts');
  const here: Cli = { ...cli, home, open: () => openHere(home, null) };
  let keep = false;
  try {
    const run = await withSession(here, async (session) => {
      const flow = await session.client('flows.import', { text });
      await bind(cli, session.client, flow.id, connections);
      const { id } = await session.client('runs.start', {
        id: flow.id,
        target: 'draft',
        ...(input === undefined ? {} : { input }),
        ...(options.trigger === undefined ? {} : { trigger: options.trigger }),
      });
      // From here on there is a story to look at, whatever happens.
      keep = true;
      await follow(cli, session, id);
      return ended(session.client, home, id);
    });
    keep = run.keep;
    const lines = [
      run.words,
      ...(run.keep ? [`Home: ${home}`] : []),
      ...run.next.map((command) => `Next: ${command}`),
    ];
    return {
      data: { run: run.run, home: run.keep ? home : null, next: run.next },
      text: lines.filter((line) => line !== '').join('\n'),
      exit: run.run.status === 'failed' || run.run.status === 'cancelled' ? 1 : 0,
    };
  } finally {
    if (!keep) rmSync(home, { recursive: true, force: true });
  }
}

/** People read the story on standard output as it happens; programs get one document at the end. */
async function follow(cli: Cli, session: Session, id: string): Promise<void> {
  const names = await namesOf(session.client, id);
  const say = cli.json ? cli.note : (text: string) => void process.stdout.write(`${text}\n`);
  await session.rest(id, { since: 0, tell: (events) => told(story(events, names), say) });
}

/** Some events tell nothing by themselves. */
function told(text: string, say: (text: string) => void): void {
  if (text !== '') say(text);
}

async function bind(
  cli: Cli,
  client: Client,
  flow: string,
  connections: z.output<typeof connectionFile>,
): Promise<void> {
  const places = (await client('connections.bindings', { id: flow })).items;
  for (const { slot, kind } of places) {
    const given = connections[slot];
    if (given === undefined) {
      cli.note(`“${slot}” (${kind}) has no connection: the file’s samples answer for it (practice).`);
      continue;
    }
    await client('connections.save', {
      name: slot,
      kind: given.kind,
      ...(given.settings === undefined ? {} : { settings: given.settings }),
      ...(given.secrets === undefined ? {} : { secrets: given.secrets }),
    });
    await client('connections.bind', { id: flow, slot, name: slot, target: 'draft' });
  }
}

async function ended(client: Client, home: string, id: string) {
  const run = await client('runs.get', { id });
  const live = run.status === 'running' || run.status === 'waiting';
  const words = live ? waitsText(run, await namesOf(client, id), programFor(home)) : '';
  const next = live || run.status === 'failed' ? await commandsFor(client, run, home) : [];
  return { run, words: live ? words : outcomeWords(run), next, keep: live || run.status === 'failed' };
}

function outcomeWords(run: Run): string {
  return `Ended: ${run.status}${run.outcome?.message == null ? '' : ` (${run.outcome.message})`}.`;
}

/** How a command that means this home begins, ready to be copied. */
const programFor = (home: string): string =>
  `npx countersign --home ${/^[\w./-]+$/.test(home) ? home : `'${home}'`}`;

/** Exactly what to type next, ready to be copied. */
async function commandsFor(client: Client, run: Run, home: string): Promise<string[]> {
  const base = programFor(home);
  if (run.status === 'failed') return [`${base} runs show ${run.id}`, `${base} runs retry ${run.id}`];
  const commands: string[] = [];
  for (const wait of run.waitingFor) {
    if (wait.kind === 'approval' && wait.approval !== undefined) {
      const card = await client('approvals.get', { id: wait.approval });
      // Where one person cannot do it alone, the starter of a draft decides as practice people.
      const practice = card.quorum > 1 || card.exclude.length > 0;
      const as = practice ? ` --as "Editor ${String.fromCharCode(65 + card.agreed.length)}"` : '';
      commands.push(`${base} approvals approve ${card.id}${as}`);
    } else if (wait.kind === 'unknown') commands.push(`${base} runs answer ${run.id} ${wait.node} done`);
  }
  return commands.length > 0 ? commands : [`${base} serve`];
}

async function readConnections(cli: Cli, file: string): Promise<z.output<typeof connectionFile>> {
  let value: unknown;
  try {
    value = JSON.parse(await readText(cli, file));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw usage(`${file} is not JSON.`, 'It needs { "<place>": { "kind", "settings", "secrets" } }.');
  }
  const parsed = connectionFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw usage(
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`,
    'It needs { "<place>": { "kind", "settings", "secrets" } }.',
  );
}
