import { Command, CommanderError } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { resolveHome } from '../home.ts';
import { addApprovals } from './approvals.ts';
import { addAudit } from './audit.ts';
import type { Act, Cli } from './cli.ts';
import { addConnections } from './connections.ts';
import { addDoctor } from './doctor.ts';
import { addFlows } from './flows.ts';
import { addJoin } from './join.ts';
import { addAway } from './numbers.ts';
import { createOutput, note } from './output.ts';
import { addResources } from './resources.ts';
import { addRun } from './run.ts';
import { addRuns } from './runs.ts';
import { addServe } from './serve.ts';
import { addTokens, addWorkspace } from './workspace.ts';

/** Runs one command line and says with which code the process ends: 0 done, 1 failed, 2 wrong use, 3 not found, 4 not allowed, 5 no host or store. */
export async function runCli(argv: readonly string[], version: string): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  let exit = 0;
  let spoken = '';
  const wantsJson = argv.includes('--json');
  const program = new Command('countersign')
    .description('Draw flows, run them, and ask people before anything irreversible happens.')
    .option('--home <dir>', 'the folder of everything (default: COUNTERSIGN_HOME, else your data folder)')
    .option('--json', 'one JSON document on standard output')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => (wantsJson ? (spoken += text) : process.stdout.write(text)),
      writeErr: (text) => (spoken += text),
    })
    .exitOverride();

  const act: Act = async (work) => {
    const { home, json = false } = program.opts<{ home?: string; json?: boolean }>();
    const output = createOutput(json);
    const resolved = resolveHome(home);
    const cli: Cli = {
      home: resolved,
      json,
      // Opening a home brings the whole host with it; commands that only read files do without.
      open: async () => (await import('./open-session.ts')).openSession(resolved),
      note,
      print: output.print,
      stdin: readStdin,
    };
    try {
      const report = await work(cli);
      exit = report === null ? 0 : await output.report(report);
    } catch (error) {
      exit = await output.fail(error);
    }
  };

  addFlows(program, act);
  addRuns(program, act);
  addApprovals(program, act);
  addResources(program, act);
  addConnections(program, act);
  addAudit(program, act);
  addAway(program, act);
  addWorkspace(program, act);
  addTokens(program, act);
  addJoin(program, act);
  addRun(program, act);
  addServe(program, act);
  addDoctor(program, act);

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    return failed(error, spoken, wantsJson);
  }
  return exit;
}

async function failed(error: unknown, spoken: string, json: boolean): Promise<number> {
  const output = createOutput(json);
  if (error instanceof AppError) return output.fail(error);
  if (!(error instanceof CommanderError)) return output.fail(error);
  // `help flows` is asked for as well; a bare `flows` gets the same words, but as an error.
  const asked = error.code === 'commander.help' && error.exitCode === 0;
  if (asked || error.code === 'commander.helpDisplayed' || error.code === 'commander.version') {
    if (json) await output.print({ help: spoken }, spoken);
    return 0;
  }
  const words = spoken.replace(/^error: /, '').trim();
  if (json) {
    const message =
      error.code === 'commander.help' ? 'A command is missing.' : (words.split('\n')[0] ?? error.message);
    return output.fail(new AppError('usage', message, { fix: 'Run `countersign --help`.' }));
  }
  note(words);
  if (error.code !== 'commander.help') note('Run `countersign --help` for all commands.');
  return 2;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks).toString('utf8');
}
