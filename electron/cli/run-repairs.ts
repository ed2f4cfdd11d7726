import type { Command } from 'commander';
import type { Client } from '../../shared/api/client.ts';
import type { InputOf, OutputOf } from '../../shared/api/contract.ts';
import { readInputOption, readNumber } from './arguments.ts';
import type { Act, Cli, Report } from './cli.ts';

type Run = OutputOf<'runs.get'>;
type Change = (cli: Cli, id: string, work: (client: Client) => Promise<Run>) => Promise<Report>;
type EditOptions = { output?: string; way?: string; round?: number };

/** A person stands in for a step of a failed run: gives its output, or leaves it out. */
export function addRunRepairs(runs: Command, act: Act, change: Change): void {
  runs
    .command('edit <id> <node>')
    .description('set the output of a step of a failed run, and go on from there')
    .option('--output <json>', 'what the step is to have given, or @FILE')
    .option('--way <name>', 'the way out, where it is not the usual one')
    .option('--round <n>', 'only if the run still stands at this round of it', readNumber)
    .action((id: string, node: string, options: EditOptions) =>
      act(async (cli) => {
        const output = await readInputOption(cli, options.output, '--output');
        const input: InputOf<'runs.edit'> = {
          id,
          node,
          ...(output === undefined ? {} : { output }),
          ...(options.way === undefined ? {} : { way: options.way }),
          ...(options.round === undefined ? {} : { visit: options.round }),
        };
        return change(cli, id, (client) => client('runs.edit', input));
      }),
    );

  runs
    .command('skip <id> <node>')
    .description('go on without the step that failed; it gives nothing')
    .action((id: string, node: string) =>
      act((cli) => change(cli, id, (client) => client('runs.skip', { id, node }))),
    );
}
