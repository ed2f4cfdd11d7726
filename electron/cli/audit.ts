import type { Command } from 'commander';
import type { Client } from '../../shared/api/client.ts';
import { AppError } from '../../shared/errors.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import { readText } from './arguments.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { writeFile } from './write-file.ts';

export function addAudit(program: Command, act: Act): void {
  const audit = program.command('audit').description('the journal of what people and the host did');

  audit
    .command('verify [file]')
    .description('check the chain, of this home or of an exported file')
    .action((file: string | undefined) => act((cli) => verify(cli, file)));

  audit
    .command('export')
    .description('the whole journal, one JSON document a line')
    .option('--out <file>', 'write here instead of to standard output')
    .action((options: { out?: string }) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const lines = await exported(client);
          const text = lines.map((line) => `${line}\n`).join('');
          if (options.out === undefined) return { bytes: text };
          writeFile(options.out, text, 0o600);
          return {
            data: { file: options.out, entries: lines.length },
            text: `Wrote ${lines.length} entries to ${options.out}.`,
          };
        }),
      ),
    );
}

async function verify(cli: Cli, file: string | undefined): Promise<Report> {
  const result =
    file === undefined
      ? await withSession(cli, ({ client }) => client('audit.verify', {}))
      : verifyChain(readEntries(await readText(cli, file), file));
  const text = result.ok
    ? `The journal is whole: ${result.entries} entries.`
    : `The journal was changed at entry ${result.at ?? '?'}: ${result.reason ?? 'its chain is broken'}`;
  return { data: result, text, exit: result.ok ? 0 : 1 };
}

function readEntries(text: string, file: string): Parameters<typeof verifyChain>[0] {
  try {
    // The verifier itself judges what the lines hold.
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Parameters<typeof verifyChain>[0][number]);
  } catch {
    throw new AppError('invalid_input', `${file} is not an exported journal.`, {
      fix: 'Name a file that `countersign audit export` wrote.',
    });
  }
}

async function exported(client: Client): Promise<string[]> {
  const lines: string[] = [];
  for (let after = 0; ;) {
    const page = await client('audit.list', { after, limit: 500 });
    lines.push(...page.items.map((entry) => JSON.stringify(entry)));
    const last = page.items.at(-1);
    if (page.next === null || last === undefined) return lines;
    after = last.seq;
  }
}
