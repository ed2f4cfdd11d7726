import type { Command } from 'commander';
import type { InputOf } from '../../shared/api/contract.ts';
import { runStatuses } from '../../shared/api/parts.ts';
import { readNumber, readVersion, usage } from './arguments.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { readPast } from './moment.ts';
import { localTime, table } from './table.ts';

const targets = ['draft', 'live', 'version'] as const;

type Options = {
  flow?: string;
  version?: number;
  status?: string;
  target?: string;
  person?: string;
  q?: string;
  from?: string;
  to?: string;
  step?: string;
  code?: string;
  unknown?: true;
  stuck?: true;
  causes?: true;
  limit: number;
};

export function addListRuns(runs: Command, act: Act): void {
  runs
    .command('list')
    .description('runs, newest first')
    .option('--flow <id>', 'only of this flow')
    .option('--version <n>', 'only of this release', readVersion)
    .option('--status <status>', runStatuses.join(', '))
    .option('--target <target>', targets.join(', '))
    .option('--person <id>', 'who started it: a person, or webhook, schedule, event')
    .option('--q <text>', 'words in inputs, outputs and names')
    .option('--from <time>', 'begun since: a day, a time, or a span such as 8h', readPast)
    .option('--to <time>', 'begun until', readPast)
    .option('--step <node>', 'that failed at this step')
    .option('--code <code>', 'that failed with this code')
    .option('--unknown', 'with a step of which nobody knows whether it happened')
    .option('--stuck', 'in which nothing has happened for longer than expected')
    .option('--causes', 'failed ones, counted by their cause')
    .option('--limit <n>', 'how many', readNumber, 50)
    .action((options: Options) => act((cli) => list(cli, options)));
}

async function list(cli: Cli, options: Options): Promise<Report> {
  const { flow, from } = options;
  if (options.stuck) return refuseOthers(options, ['stuck', 'flow']) ?? stuck(cli, flow);
  if (options.causes) return refuseOthers(options, ['causes', 'flow', 'from']) ?? causes(cli, flow, from);
  const input = queryOf(options);
  return withSession(cli, async ({ client }) => {
    const page = await client('runs.list', input);
    const rows = page.items.map((run) => [
      run.id,
      run.flow,
      run.version === null ? 'draft' : `v${run.version}`,
      run.status,
      localTime(run.startedAt),
      run.outcome?.message ?? run.waitingFor.map(({ kind, node }) => `${kind} at ${node}`).join(', '),
    ]);
    const isFiltered = Object.keys(input).length > 1;
    const text = table(
      ['ID', 'FLOW', 'VERSION', 'STATUS', 'STARTED', ''],
      rows,
      isFiltered ? 'No run fits.' : 'No runs yet. Start one: countersign runs start FLOW',
    );
    return { data: page, text };
  });
}

function queryOf({ limit, step, ...options }: Options): InputOf<'runs.list'> {
  const { flow, version, person, q, from, to, code, unknown } = options;
  const status = oneOf('status', runStatuses, options.status);
  const target = oneOf('target', targets, options.target);
  return {
    limit: Math.min(Math.max(limit, 1), 500),
    ...(flow === undefined ? {} : { flow }),
    ...(version === undefined ? {} : { version }),
    ...(status === undefined ? {} : { status }),
    ...(target === undefined ? {} : { target }),
    ...(person === undefined ? {} : { person }),
    ...(q === undefined ? {} : { q }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(step === undefined ? {} : { node: step }),
    ...(code === undefined ? {} : { code }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

function oneOf<Word extends string>(
  name: string,
  words: readonly Word[],
  text: string | undefined,
): Word | undefined {
  const found = words.find((word) => word === text);
  if (text !== undefined && found === undefined)
    throw usage(`“${text}” is no ${name}.`, `Use ${words.join(', ')}.`);
  return found;
}

/** These two lists have few questions of their own; an option that would be left unheard is refused. */
function refuseOthers(options: Options, known: readonly (keyof Options)[]): null {
  const { limit: _, ...given } = options;
  const other = Object.keys(given).find((name) => !known.some((one) => one === name));
  if (other === undefined) return null;
  const [view = '', ...rest] = known;
  throw usage(
    `--${other} does not go with --${view}.`,
    `Beside it only ${rest.map((one) => `--${one}`).join(' and ')} counts.`,
  );
}

async function stuck(cli: Cli, flow: string | undefined): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const answer = await client('runs.stuck', flow === undefined ? {} : { flow });
    const rows = answer.items.map((run) => [
      run.id,
      run.flow,
      run.cause,
      run.node ?? '',
      localTime(run.since),
      run.message ?? '',
    ]);
    return {
      data: answer,
      text: table(['ID', 'FLOW', 'CAUSE', 'STEP', 'SINCE', ''], rows, 'Nothing is stuck.'),
    };
  });
}

async function causes(cli: Cli, flow: string | undefined, from: string | undefined): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const answer = await client('runs.failures', {
      ...(flow === undefined ? {} : { flow }),
      ...(from === undefined ? {} : { from }),
    });
    const rows = answer.items.map(({ count, newest, ...cause }) => [
      String(count),
      cause.flow,
      cause.node ?? '',
      cause.code ?? '',
      localTime(newest.at),
      newest.id,
    ]);
    return {
      data: answer,
      text: table(['RUNS', 'FLOW', 'STEP', 'CODE', 'NEWEST', 'ITS ID'], rows, 'No run failed.'),
    };
  });
}
