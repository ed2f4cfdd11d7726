import type { Command } from 'commander';
import { workspaceSchema } from '../../shared/api/workspace.ts';
import type { Client } from '../../shared/api/client.ts';
import { roles, type Role } from '../../shared/api/rights.ts';
import { AppError } from '../../shared/errors.ts';
import { readText, usage } from './arguments.ts';
import { withSession, type Act, type Report } from './cli.ts';
import { facts, localTime, table } from './table.ts';

type Workspace = {
  me: string;
  people: { id: string; name: string; email?: string | undefined }[];
  pools: Record<string, string[]>;
};

export function addWorkspace(program: Command, act: Act): void {
  const workspace = program.command('workspace').description('people and pools');

  workspace
    .command('show')
    .description('who there is')
    .action(() =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const data = await client('workspace.get', {});
          return { data, text: told(data) };
        }),
      ),
    );

  workspace
    .command('set <file>')
    .description('replace people and pools by a JSON file')
    .action((file: string) =>
      act(async (cli) => {
        const parsed = workspaceSchema.safeParse(parse(await readText(cli, file), file));
        if (!parsed.success) {
          const issue = parsed.error.issues[0];
          throw new AppError(
            'invalid_input',
            `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`,
            {
              fix: 'It needs { "me", "people": [{ "id", "name", "email"? }], "pools": { "name": ["person id"] } }.',
            },
          );
        }
        return withSession(cli, async ({ client }) => {
          const data = await client('workspace.save', parsed.data);
          return { data, text: told(data) };
        });
      }),
    );
}

type TokenOptions = { role: string; person: string; name?: string; invite?: true; address?: string };

export function addTokens(program: Command, act: Act): void {
  const token = program.command('token').description('tokens for programs and other people');

  token
    .command('create')
    .description('make a token; it is shown this once')
    .requiredOption('--role <role>', roles.join(', '))
    .requiredOption('--person <id>', 'whose token it is')
    .option('--name <name>', 'what it is for')
    .option(
      '--invite',
      'an invitation instead: one text that becomes a token where it is pasted, once, within 24 hours',
    )
    .option('--address <url>', 'with --invite: where they reach this host (https://… or ssh://…)')
    .action((options: TokenOptions) =>
      act(async (cli) => {
        const role = roles.find((one) => one === options.role);
        if (role === undefined) throw usage(`“${options.role}” is no role.`, `Use ${roles.join(', ')}.`);
        if (options.invite) return withSession(cli, ({ client }) => invite(client, { ...options, role }));
        return withSession(cli, async ({ client }) => {
          const made = await client('tokens.create', {
            role,
            person: options.person,
            ...(options.name === undefined ? {} : { name: options.name }),
          });
          return {
            data: made,
            text: `${made.token}\nKeep it now: it is not shown again. To revoke it: countersign token revoke ${made.id}`,
          };
        });
      }),
    );

  token
    .command('list')
    .description('tokens, without their secret')
    .action(() =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const page = await client('tokens.list', {});
          const rows = page.items.map((one) => [
            one.id,
            one.role,
            one.person,
            localTime(one.createdAt),
            localTime(one.lastUsedAt),
            one.name,
          ]);
          return {
            data: page,
            text: table(
              ['ID', 'ROLE', 'PERSON', 'MADE', 'LAST USED', 'NAME'],
              rows,
              'No tokens besides the owner’s own.',
            ),
          };
        }),
      ),
    );

  token
    .command('revoke <id>')
    .description('end a token at once')
    .action((id: string) =>
      act((cli) =>
        withSession(cli, async ({ client }) => ({
          data: await client('tokens.remove', { id }),
          text: `Revoked ${id}.`,
        })),
      ),
    );
}

async function invite(client: Client, options: TokenOptions & { role: Role }): Promise<Report> {
  const { role, person, name, address } = options;
  const made = await client('invitations.create', {
    role,
    person,
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
  });
  return {
    data: made,
    text: `${made.invitation}\nGive it to ${person} on a way that only they read. It works once, until ${localTime(made.expiresAt)}: in the desktop app under Settings, Hosts, or with countersign join.`,
  };
}

function told(workspace: Workspace): string {
  const people = table(
    ['ID', 'NAME', 'EMAIL'],
    workspace.people.map((one) => [
      one.id === workspace.me ? `${one.id} (owner)` : one.id,
      one.name,
      one.email ?? '–',
    ]),
    'Nobody yet.',
  );
  const pools = Object.entries(workspace.pools);
  return `${people}\n\n${pools.length === 0 ? 'No pools yet.' : facts(pools.map(([name, ids]) => [name, ids.join(', ') || 'nobody']))}`;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('invalid_input', `${file} is not JSON.`, {
      fix: 'Start from `countersign workspace show --json`.',
    });
  }
}
