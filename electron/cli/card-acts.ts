import type { Command } from 'commander';
import type { Client } from '../../shared/api/client.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { collect } from './arguments.ts';
import { cardText } from './card-text.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { readFuture } from './moment.ts';

type PersonOf = (client: Client) => Promise<(id: string) => string>;

/** What one does with a card without deciding it. Each answers with the card as it is then. */
export function addCardActs(approvals: Command, act: Act, personOf: PersonOf): void {
  const change = (cli: Cli, work: (client: Client) => Promise<Approval>): Promise<Report> =>
    withSession(cli, async ({ client }) => {
      const card = await work(client);
      return { data: card, text: cardText(card, await personOf(client)) };
    });

  approvals
    .command('claim <id>')
    .description('say that you look after it')
    .action((id: string) => act((cli) => change(cli, (client) => client('approvals.claim', { id }))));

  approvals
    .command('release <id>')
    .description('leave it to the others again')
    .action((id: string) =>
      act((cli) => change(cli, (client) => client('approvals.claim', { id, release: true }))),
    );

  approvals
    .command('reassign <id>')
    .description('hand it on: it then waits for these and for nobody else')
    .option('--pool <name>', 'to this pool; may be repeated', collect, [])
    .option('--person <id>', 'to this person; may be repeated', collect, [])
    .action((id: string, { pool, person }: { pool: string[]; person: string[] }) =>
      act((cli) =>
        change(cli, (client) => client('approvals.reassign', { id, pools: pool, people: person })),
      ),
    );

  approvals
    .command('defer <id>')
    .description('put it off; its deadline stays')
    .requiredOption('--until <time>', 'a time, or a span such as 2h', readFuture)
    .action((id: string, { until }: { until: string }) =>
      act((cli) => change(cli, (client) => client('approvals.defer', { id, until }))),
    );

  approvals
    .command('comment <id> <text>')
    .description('say something without deciding')
    .action((id: string, comment: string) =>
      act((cli) => change(cli, (client) => client('approvals.comment', { id, comment }))),
    );
}
