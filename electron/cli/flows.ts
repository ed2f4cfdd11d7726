import type { Command } from 'commander';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { compile } from '../../shared/flow/compile.ts';
import { locateAll } from '../../shared/flow/locate.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { readTarget, readText, readVersion } from './arguments.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { addSharing } from './sharing.ts';
import { facts, localTime, table } from './table.ts';
import { addTemplates } from './templates.ts';

export function addFlows(program: Command, act: Act): void {
  const flows = program.command('flows').description('drafts, releases, and what is live');

  flows
    .command('list')
    .description('all flows')
    .action(() =>
      act((cli) =>
        withSession(cli, async ({ client }) => listed(await client('flows.list', { limit: 500 }))),
      ),
    );

  flows
    .command('show <id>')
    .description('a flow, its problems and releases')
    .action((id: string) => act((cli) => show(cli, id)));

  flows
    .command('validate <files...>')
    .description('check flow files without importing them')
    .action((files: string[]) => act((cli) => validate(cli, files)));

  addSharing(flows, act);
  addTemplates(flows, act);

  flows
    .command('diff <id>')
    .description('what changed, in words')
    .option('--from <source>', 'draft, live or a version', readTarget, 'live' as const)
    .option('--to <source>', 'draft, live or a version', readTarget, 'draft' as const)
    .action((id: string, options: { from: 'draft' | 'live' | number; to: 'draft' | 'live' | number }) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const diff = await client('flows.diff', { id, ...options });
          const lines = diff.items.map((change) => `- ${change.words}`);
          return { data: diff, text: lines.length === 0 ? 'Nothing changed.' : lines.join('\n') };
        }),
      ),
    );

  flows
    .command('release <id>')
    .description('make an unchangeable version of the draft')
    .requiredOption('--notes <text>', 'what changed and why')
    .action((id: string, options: { notes: string }) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const release = await client('flows.release', { id, notes: options.notes });
          const words = `${id} v${release.version} (${release.hash.slice(0, 12)}).`;
          return {
            data: release,
            text: `Released ${words}\nNext: countersign flows promote ${id} --version ${release.version}`,
          };
        }),
      ),
    );

  flows
    .command('promote <id>')
    .description('make a release live; the newest one unless said')
    .option('--version <n>', 'which release', readVersion)
    .option('--strict', 'refuse where something is missing on this machine')
    .action((id: string, options: { version?: number; strict?: true }) =>
      act((cli) => promote(cli, id, options)),
    );

  flows
    .command('offline <id>')
    .description('take a flow offline; runs under way go on')
    .action((id: string) =>
      act((cli) =>
        withSession(cli, async ({ client }) => ({
          data: await client('flows.setLive', { id, version: null }),
          text: `${id} is offline. Runs under way go on.`,
        })),
      ),
    );
}

type FlowPage = {
  items: {
    id: string;
    name: string;
    live: number | null;
    latest: number | null;
    updatedAt: string;
    waiting: number;
  }[];
};

function listed(page: FlowPage): Report {
  const rows = page.items.map((flow) => [
    flow.id,
    flow.live === null ? '–' : `v${flow.live}`,
    flow.latest === null ? '–' : `v${flow.latest}`,
    String(flow.waiting),
    localTime(flow.updatedAt),
    flow.name,
  ]);
  const empty = 'No flows yet. Import one: countersign flows import FILE.flow.yaml';
  return { data: page, text: table(['ID', 'LIVE', 'NEWEST', 'WAITING', 'EDITED', 'NAME'], rows, empty) };
}

async function show(cli: Cli, id: string): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const flow = await client('flows.get', { id });
    const releases = await client('flows.releases', { id });
    const head = facts([
      ['Flow', `${flow.name} (${flow.id})`],
      ['Live', flow.live === null ? 'offline' : `v${flow.live}`],
      ['Draft', `edited ${localTime(flow.updatedAt)}`],
      ['Hash', flow.hash ?? 'not valid yet'],
      ['Steps', String(Object.keys(flow.drawing.nodes).length)],
    ]);
    const versions = table(
      ['VERSION', 'RELEASED', 'BY', 'NOTES'],
      releases.items.map((release) => [
        `v${release.version}${release.live ? ' (live)' : ''}`,
        localTime(release.at),
        release.author,
        release.notes,
      ]),
      'No releases yet.',
    );
    const problems =
      flow.problems.length === 0
        ? 'No problems.'
        : flow.problems.map((one) => problemLine(flow.id, one)).join('\n');
    return { data: flow, text: `${head}\n\n${versions}\n\n${problems}` };
  });
}

async function validate(cli: Cli, files: string[]): Promise<Report> {
  const results = [];
  for (const file of files) {
    const problems = problemsOf(await readText(cli, file));
    results.push({ file, ok: !problems.some(({ severity }) => severity === 'error'), problems });
  }
  const text = results.flatMap(({ file, ok, problems }) => [
    ...problems.map((problem) => problemLine(file, problem)),
    `${file}: ${ok ? 'valid' : 'not valid'}`,
  ]);
  return { data: { files: results }, text: text.join('\n'), exit: results.every(({ ok }) => ok) ? 0 : 1 };
}

function problemsOf(text: string): Problem[] {
  const parsed = parseFlow(text);
  if (!parsed.ok) return parsed.problems;
  const compiled = compile(parsed.drawing);
  return [...parsed.problems, ...locateAll(text, compiled.ok ? compiled.warnings : compiled.problems)];
}

function problemLine(
  file: string,
  problem: {
    severity: string;
    message: string;
    fix: string;
    line?: number | undefined;
    column?: number | undefined;
    node?: string | undefined;
  },
): string {
  const place =
    problem.line === undefined
      ? ''
      : `:${problem.line}${problem.column === undefined ? '' : `:${problem.column}`}`;
  const node = problem.node === undefined ? '' : ` (${problem.node})`;
  return `${basename(file)}${place}: ${problem.severity}: ${problem.message}${node} ${problem.fix}`;
}

async function promote(cli: Cli, id: string, options: { version?: number; strict?: true }): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const version = options.version ?? (await client('flows.get', { id })).latest;
    if (version === null) {
      throw new AppError('not_found', `“${id}” has no release yet.`, {
        fix: `Make one: countersign flows release ${id} --notes TEXT`,
      });
    }
    const result = await client('flows.setLive', {
      id,
      version,
      ...(options.strict ? { strict: true } : {}),
    });
    const warnings = result.warnings.map(({ message, fix }) => `Mind: ${message} ${fix}`);
    return { data: result, text: [`${id} v${version} is live.`, ...warnings].join('\n') };
  });
}
