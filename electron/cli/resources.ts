import type { Command } from 'commander';
import { withSession, type Act } from './cli.ts';
import { writeFile } from './write-file.ts';

export function addResources(program: Command, act: Act): void {
  program
    .command('resources')
    .description('large values and files of runs')
    .command('get <ref>')
    .description('the bytes of a resource')
    .option('--out <file>', 'write here instead of to standard output')
    .action((ref: string, options: { out?: string }) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const { bytes, type, size } = await client('resources.get', { sha256: shaOf(ref) });
          if (options.out === undefined) return { bytes };
          writeFile(options.out, bytes);
          return { data: { file: options.out, type, size }, text: `Wrote ${options.out} (${size} bytes).` };
        }),
      ),
    );
}

/** A reference as it stands in history, or only its SHA-256. */
function shaOf(ref: string): string {
  return /[0-9a-f]{64}/.exec(ref)?.[0] ?? ref;
}
