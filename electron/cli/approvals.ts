import type { Command } from 'commander';
import type { Client } from '../../shared/api/client.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { approvalStatuses } from '../../shared/approval/view-schema.ts';
import { personName } from '../../shared/approval/workspace.ts';
import type { Json } from '../../shared/json.ts';
import { collect, readPair, usage } from './arguments.ts';
import { addCardActs } from './card-acts.ts';
import { cardText } from './card-text.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { addNumbers } from './numbers.ts';
import { judged, lastSeq, restWithStory, told } from './runs.ts';
import { localTime, table } from './table.ts';

type DecideOptions = { comment?: string; set: string[]; as?: string; alternative?: string };

type ListOptions = {
  mine?: true;
  others?: true;
  decided?: true;
  status?: string;
  pool?: string;
  flow?: string;
};

export function addApprovals(program: Command, act: Act): void {
  const approvals = program.command('approvals').description('what waits for a person');

  approvals
    .command('list')
    .description('approvals that wait; who waits longest comes first')
    .option('--mine', 'only what you may decide')
    .option('--others', 'only what waits for other people')
    .option('--decided', 'only what you have answered, newest first')
    .option(
      '--status <status>',
      `${approvalStatuses.join(', ')} or all (default: pending; with --decided: all)`,
    )
    .option('--pool <name>', 'only of this pool')
    .option('--flow <id>', 'only of this flow')
    .action((options: ListOptions) => act((cli) => list(cli, options)));

  approvals
    .command('show <id>')
    .description('the card')
    .action((id: string) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const card = await client('approvals.get', { id });
          return { data: card, text: cardText(card, await personOf(client)) };
        }),
      ),
    );

  for (const [verb, decision, description] of [
    ['approve', 'approved', 'let it go on'],
    ['decline', 'declined', 'say no'],
    ['changes', 'changes', 'send it back with a comment'],
  ] as const) {
    const command = approvals
      .command(`${verb} <id>`)
      .description(description)
      .option('--comment <text>', 'said with the decision')
      .option('--set <field=value>', 'change a field of the card; may be repeated', collect, [])
      .option('--as <name>', 'in a draft: decide as a practice person, such as “Editor A”');
    if (verb === 'approve')
      command.option('--alternative <name>', 'take this alternative of the card instead');
    command.action((id: string, options: DecideOptions) =>
      act((cli) => decide(cli, id, options.alternative ?? decision, options)),
    );
  }
  addCardActs(approvals, act, personOf);
  addNumbers(approvals, act);
}

async function list(cli: Cli, options: ListOptions): Promise<Report> {
  const { mine, others, decided, pool, flow } = options;
  const views = [mine, others, decided].filter((view) => view !== undefined);
  if (views.length > 1)
    throw usage('--mine, --others and --decided are three lists.', 'Ask for one of them.');
  const asked = options.status ?? (decided ? 'all' : 'pending');
  const status = approvalStatuses.find((one) => one === asked);
  if (status === undefined && asked !== 'all') {
    throw usage(`“${asked}” is no status.`, `Use ${approvalStatuses.join(', ')} or all.`);
  }
  if (others && asked !== 'pending')
    throw usage('--others lists what waits.', 'Leave --status out, or --others.');
  return withSession(cli, async ({ client }) => {
    const query = {
      limit: 500,
      ...(status === undefined ? {} : { status }),
      ...(pool === undefined ? {} : { pool }),
      ...(flow === undefined ? {} : { flow }),
    };
    if (!others)
      return listed(
        await client('approvals.list', {
          ...query,
          ...(mine ? { mine } : {}),
          ...(decided ? { answered: true } : {}),
        }),
      );
    const all = await client('approvals.list', query);
    const own = new Set(
      (await client('inbox.list', {})).items.flatMap((line) => (line.mine ? [line.id] : [])),
    );
    return listed({ ...all, items: all.items.filter(({ id, draft }) => !draft && !own.has(id)) });
  });
}

function listed(page: { items: Approval[]; next: string | null }): Report {
  const rows = page.items.map((card) => [
    card.id,
    card.status,
    String(card.tier),
    [...card.pools, ...card.people].join(', '),
    localTime(card.deadline),
    `${card.title}${card.draft ? ' (draft)' : ''}`,
  ]);
  return {
    data: page,
    text: table(['ID', 'STATUS', 'TIER', 'WHO', 'ANSWER BY', 'TITLE'], rows, 'Nothing waits for a decision.'),
  };
}

async function decide(cli: Cli, id: string, decision: string, options: DecideOptions): Promise<Report> {
  return withSession(cli, async (session) => {
    const { client } = session;
    const before = await client('approvals.get', { id });
    const values = options.set.length === 0 ? null : valuesOf(options.set, before);
    const since = await lastSeq(client, before.run);
    const card = await client('approvals.decide', {
      id,
      decision,
      ...(options.comment === undefined ? {} : { comment: options.comment }),
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(values === null ? {} : { values }),
    });
    const person = await personOf(client);
    if (session.mode === 'host') return { data: card, text: cardText(card, person) };
    await restWithStory(cli, session, card.run, since);
    const run = await told(client, card.run);
    return { ...judged(run), data: await client('approvals.get', { id }) };
  });
}

/** `--set amount=120`: read by the field's own type, so that a text stays a text. */
function valuesOf(pairs: readonly string[], card: Approval): Record<string, Json> {
  return Object.fromEntries(
    pairs.map(readPair).map(([name, text]) => {
      const editable = card.editable[name];
      if (editable === undefined) {
        const known = Object.keys(card.editable);
        throw usage(
          `“${name}” cannot be changed on this card.`,
          known.length === 0 ? 'This card has no fields to change.' : `It has ${known.join(', ')}.`,
        );
      }
      const type = typeof editable.field === 'string' ? editable.field : editable.field.type;
      return [name, valueOf(name, type, text)];
    }),
  );
}

function valueOf(name: string, type: string, text: string): Json {
  if (type === 'string' || type === 'text' || type === 'date') return text;
  try {
    return JSON.parse(text) as Json; // JSON.parse makes JSON
  } catch {
    throw usage(
      `“${text}” is no ${type}.`,
      `Write it as JSON: --set ${name}=${type === 'number' ? '120' : '…'}`,
    );
  }
}

async function personOf(client: Client): Promise<(id: string) => string> {
  const workspace = await client('workspace.get', {});
  const people = { ...workspace, people: workspace.people.map(({ id, name }) => ({ id, name })) };
  return (id) => (id.startsWith('practice:') ? id.slice('practice:'.length) : personName(people, id));
}
