import type { Command } from 'commander';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../shared/api/client.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { AppError, errorTable, toWire, type WireError } from '../../shared/errors.ts';
import { readTarget, readText, usage } from './arguments.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { writeFile } from './write-file.ts';

type ImportOptions = { replace?: true; as?: string };
type ExportOptions = { from: 'draft' | 'live' | number; out?: string };

/** Flows as files: one or several, in and out. */
export function addSharing(flows: Command, act: Act): void {
  flows
    .command('import <files...>')
    .description('import flow files as drafts')
    .option('--replace', 'overwrite the draft of the same id')
    .option('--as <id>', 'import under another id')
    .action((files: string[], options: ImportOptions) => act((cli) => importFiles(cli, files, options)));

  flows
    .command('export <ids...>')
    .description('flows as files')
    .option('--from <source>', 'draft, live or a version', readTarget, 'draft' as const)
    .option('--out <path>', 'write here instead of to standard output; for several flows, a folder')
    .action((ids: string[], options: ExportOptions) => act((cli) => exportFlows(cli, ids, options)));
}

async function importFiles(cli: Cli, files: string[], options: ImportOptions): Promise<Report> {
  if (options.as !== undefined && files.length > 1)
    throw usage('--as names one flow.', 'Import one file at a time with --as.');
  if (options.as !== undefined && options.replace)
    throw usage('Use --replace or --as, not both.', 'Choose one.');
  const importOne = async (client: Client, file: string) => {
    const flow = await client('flows.import', { text: await readText(cli, file), ...options });
    return { data: flow, text: importedLine(flow) };
  };
  return withSession(cli, ({ client }) => eachOne(files, 'file', (file) => importOne(client, file)));
}

function importedLine(flow: OutputOf<'flows.import'>): string {
  const from = flow.origin === null ? '' : ` (${flow.origin.words})`;
  const errors = flow.problems.filter(({ severity }) => severity === 'error').length;
  const trouble =
    errors === 0 ? '' : ` ${errors} ${errors === 1 ? 'error' : 'errors'}: countersign flows show ${flow.id}`;
  return `${flow.changed ? 'Imported' : 'Already there'}: ${flow.id}${from}.${trouble}`;
}

async function exportFlows(cli: Cli, ids: string[], { from, out }: ExportOptions): Promise<Report> {
  if (ids.length > 1 && out === undefined)
    throw usage('Several flows do not go to standard output.', 'Name a folder: --out DIR.');
  if (ids.length > 1 && typeof from === 'number')
    throw usage('A version is one flow’s own.', 'Use --from draft or --from live for several flows.');
  const folder = out !== undefined && (ids.length > 1 || isFolder(out)) ? out : null;
  return withSession(cli, async ({ client }) => {
    const [first = ''] = ids;
    if (out === undefined) return { bytes: (await client('flows.export', { id: first, from })).text };
    if (folder !== null) makeFolder(folder);
    return eachOne(ids, 'id', async (id) => {
      const { text } = await client('flows.export', { id, from });
      const file = folder === null ? out : join(folder, `${id}.flow.yaml`);
      writeFile(file, text);
      return { data: { id, file }, text: `Wrote ${file}.` };
    });
  });
}

/** Several things, each with its own answer: one that fails never keeps the others back. */
async function eachOne(
  names: readonly string[],
  what: 'file' | 'id',
  work: (name: string) => Promise<{ data: object; text: string }>,
): Promise<Report> {
  const [only] = names;
  if (names.length === 1 && only !== undefined) return work(only);
  const items: (object | { error: WireError })[] = [];
  const lines: string[] = [];
  for (const name of names) {
    try {
      const { data, text } = await work(name);
      items.push({ [what]: name, ...data });
      lines.push(text);
    } catch (error) {
      if (!isItsOwn(error)) throw error;
      const wire = toWire(error);
      items.push({ [what]: name, error: wire });
      lines.push(`${name}: ${[wire.message, wire.fix].filter(Boolean).join(' ')}`);
    }
  }
  return { data: { items }, text: lines.join('\n'), exit: items.some((item) => 'error' in item) ? 1 : 0 };
}

/** A fault of the one file or flow; without a host or the right to it, the others would fail the same way. */
const isItsOwn = (error: unknown): boolean =>
  error instanceof AppError && [1, 3].includes(errorTable[error.code].exit);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('invalid_input', `The folder ${folder} cannot be made.`, {
      fix: 'Choose another one, or check that you may write there.',
      cause,
    });
  }
}
