import type { Command } from 'commander';
import type { OutputOf } from '../../shared/api/contract.ts';
import { durationInWords } from '../../shared/approval/words.ts';
import { withSession, type Act, type Cli, type Report } from './cli.ts';
import { readPast } from './moment.ts';
import { facts, localTime, table } from './table.ts';

type Numbers = OutputOf<'metrics.approvals'>;
type Options = { from?: string; to?: string; flow?: string };

export function addNumbers(approvals: Command, act: Act): void {
  approvals
    .command('numbers')
    .description('how long decisions take and how they end')
    .option('--from <time>', 'asked since: a day, a time, or a span such as 30d', readPast)
    .option('--to <time>', 'asked until', readPast)
    .option('--flow <id>', 'only of this flow')
    .action((options: Options) => act((cli) => numbers(cli, options)));
}

export function addAway(program: Command, act: Act): void {
  program
    .command('away')
    .description('what happened by itself: decided by time, handed on, skipped or late')
    .option('--since <time>', 'a day, a time, or a span such as 8h', readPast)
    .action(({ since = readPast('24h') }: { since?: string }) => act((cli) => away(cli, since)));
}

async function numbers(cli: Cli, options: Options): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const answer = await client('metrics.approvals', { ...options });
    return { data: answer, text: numbersText(answer) };
  });
}

function numbersText({ total, rates, oldest, byGate }: Numbers): string {
  if (total.requested === 0) return 'No live card was asked for in this time.';
  const share = (part: number | null): string => (part === null ? '–' : `${Math.round(part * 100)} %`);
  const rows = byGate.map((gate) => [
    `${gate.flow} ${gate.node}`,
    String(gate.requested),
    String(gate.approved),
    String(gate.edited),
    String(gate.declined),
    String(gate.changes),
    String(gate.expired),
    String(gate.pending),
    timeOf(gate.medianMs),
    timeOf(gate.p95Ms),
  ]);
  return [
    facts([
      ['Decided', `${total.decided} of ${total.requested}`],
      ['Half within', timeOf(total.medianMs)],
      ['19 of 20 within', timeOf(total.p95Ms)],
      [
        'Approved',
        `${share(rates.approve)}, changed ${share(rates.edit)}, declined ${share(rates.decline)}, no answer ${share(rates.timeout)}`,
      ],
      [
        'Waiting longest',
        oldest === null ? 'nothing waits' : `${oldest.title}, since ${localTime(oldest.createdAt)}`,
      ],
    ]),
    '',
    table(
      [
        'STEP',
        'CARDS',
        'APPROVED',
        'CHANGED',
        'DECLINED',
        'SENT BACK',
        'NO ANSWER',
        'WAITING',
        'HALF',
        '19 OF 20',
      ],
      rows,
      '',
    ),
  ].join('\n');
}

const timeOf = (ms: number | null): string => (ms === null ? '–' : durationInWords(ms));

const happened = {
  expired: 'nobody answered in time',
  decided: 'decided by its time limit',
  escalated: 'went on to others',
  skipped: 'starts were left out',
  late: 'began late',
};

async function away(cli: Cli, since: string): Promise<Report> {
  return withSession(cli, async ({ client }) => {
    const answer = await client('metrics.away', { since });
    const rows = answer.items.map(({ at, what, flow, title, approval, run, decision, amount }) => [
      localTime(at),
      what === 'skipped' && amount !== null
        ? `${amount} ${happened.skipped}`
        : what === 'late' && amount !== null
          ? `began ${durationInWords(amount)} late`
          : `${happened[what]}${decision === null ? '' : `: ${decision}`}`,
      title ?? flow,
      approval ?? run ?? '',
    ]);
    const text = table(['WHEN', 'WHAT HAPPENED', 'TO', 'ID'], rows, 'Nothing happened by itself since then.');
    return { data: answer, text };
  });
}
