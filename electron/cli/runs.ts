import type { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../shared/api/client.ts';
import type { InputOf, OutputOf } from '../../shared/api/contract.ts';
import { readInputOption, readTarget, readVersion, usage } from './arguments.ts';
import { withSession, type Act, type Cli, type Report, type Session, type StoryEvent } from './cli.ts';
import { addListRuns } from './list-runs.ts';
import { namesOf } from './names.ts';
import { addRunRepairs } from './run-repairs.ts';
import { logText, runText } from './run-text.ts';
import { story, storyLine } from './story.ts';

type Run = OutputOf<'runs.get'>;
type StartOptions = { input?: string; target: 'draft' | 'live' | number; trigger?: string; wait?: true };

export function addRuns(program: Command, act: Act): void {
  const runs = program.command('runs').description('start, watch and repair runs');

  runs
    .command('start <flow>')
    .description('start a run')
    .option('--input <json>', 'its input, or @FILE')
    .option('--target <target>', 'draft, live or a version', readTarget, 'draft' as const)
    .option('--trigger <node>', 'which start of the flow')
    .option('--wait', 'until it ended or waits for a person')
    .action((flow: string, options: StartOptions) => act((cli) => start(cli, flow, options)));

  addListRuns(runs, act);

  runs
    .command('show <id>')
    .description('the story of a run')
    .action((id: string) => act((cli) => withSession(cli, ({ client }) => told(client, id))));

  runs
    .command('events <id>')
    .description('its history')
    .action((id: string) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const events = await eventsAfter(client, id, 0);
          return { data: { items: events, next: null }, text: story(events, await namesOf(client, id)) };
        }),
      ),
    );

  runs
    .command('log <id> <node>')
    .description('what a step said while it worked')
    .option('--visit <n>', 'in this round instead of the latest', readVersion)
    .action((id: string, node: string, options: { visit?: number }) =>
      act((cli) =>
        withSession(cli, async ({ client }) => {
          const log = await client('runs.logs', { id, node, ...options });
          return { data: log, text: logText(log) };
        }),
      ),
    );

  runs
    .command('watch <id>')
    .description('follow a run until it ends')
    .action((id: string) => act((cli) => withSession(cli, (session) => watch(cli, session, id))));

  runs
    .command('cancel <id>')
    .description('cancel a run')
    .option('--reason <text>', 'why')
    .action((id: string, options: { reason?: string }) =>
      act((cli) => change(cli, id, (client) => client('runs.cancel', { id, ...options }))),
    );

  runs
    .command('jump <id>')
    .description('practice: move a draft’s clock on to what is due next')
    .action((id: string) => act((cli) => change(cli, id, (client) => client('runs.jump', { id }))));

  runs
    .command('retry <id>')
    .description('go on from the failed step')
    .option('--from <node>', 'from this step instead')
    .option('--version <n>', 'on another release', readVersion)
    .action((id: string, options: { from?: string; version?: number }) =>
      act((cli) => change(cli, id, (client) => client('runs.retry', { id, ...options }))),
    );

  addRunRepairs(runs, act, change);

  runs
    .command('answer <id> <node> <answer>')
    .description('say whether a step of unknown outcome happened: done, again or fail')
    .option('--output <json>', 'what it gave, or @FILE')
    .action((id: string, node: string, answer: string, options: { output?: string }) =>
      act(async (cli) => {
        if (answer !== 'done' && answer !== 'again' && answer !== 'fail') {
          throw usage(`“${answer}” is no answer.`, 'Answer done, again or fail.');
        }
        const output = await readInputOption(cli, options.output, '--output');
        const input: InputOf<'runs.answer'> = {
          id,
          node,
          answer,
          ...(output === undefined ? {} : { output }),
        };
        return change(cli, id, (client) => client('runs.answer', input));
      }),
    );
}

async function start(cli: Cli, flow: string, options: StartOptions): Promise<Report> {
  const input = await readInputOption(cli, options.input);
  return withSession(cli, async (session) => {
    const { id } = await session.client('runs.start', {
      id: flow,
      target: options.target,
      ...(input === undefined ? {} : { input }),
      ...(options.trigger === undefined ? {} : { trigger: options.trigger }),
    });
    cli.note(`Started ${id}.`);
    if (session.mode === 'here' || options.wait) await restWithStory(cli, session, id, 0);
    if (options.wait) return judged(await told(session.client, id));
    return { data: { id }, text: `${id}\nNext: countersign runs show ${id}` };
  });
}

type RunReport = { data: Run; text: string };

/** The run with its story. */
export async function told(client: Client, id: string): Promise<RunReport> {
  const run = await client('runs.get', { id });
  const text = runText(run, await eventsAfter(client, id, 0), await namesOf(client, id));
  return { data: run, text };
}

/** A command that carried a run on fails where the run failed. */
export function judged(report: RunReport): Report {
  return { ...report, exit: report.data.status === 'failed' ? 1 : 0 };
}

async function change(cli: Cli, id: string, work: (client: Client) => Promise<Run>): Promise<Report> {
  return withSession(cli, async (session) => {
    const since = await lastSeq(session.client, id);
    await work(session.client);
    if (session.mode === 'host') return told(session.client, id);
    await restWithStory(cli, session, id, since);
    return judged(await told(session.client, id));
  });
}

/** Lets a run go on until it rests and tells on stderr what happens after `since`. */
export async function restWithStory(cli: Cli, session: Session, id: string, since: number): Promise<void> {
  const names = await namesOf(session.client, id);
  await session.rest(id, { since, tell: (events) => cli.note(story(events, names)) });
}

/** The number of the newest event: what follows is news. */
export async function lastSeq(client: Client, id: string): Promise<number> {
  return (await eventsAfter(client, id, 0)).at(-1)?.seq ?? 0;
}

async function watch(cli: Cli, session: Session, id: string): Promise<null | Report> {
  const names = await namesOf(session.client, id);
  let seq = 0;
  for (;;) {
    const { status } = await session.client('runs.get', { id });
    const events = await eventsAfter(session.client, id, seq);
    for (const event of events) {
      seq = event.seq;
      const line = storyLine(event, names);
      if (cli.json || line !== null) await cli.print(event, line ?? '');
    }
    if (status !== 'running' && status !== 'waiting' && events.length === 0) return null;
    await pause(200);
  }
}

export async function eventsAfter(client: Client, id: string, after: number): Promise<StoryEvent[]> {
  const events: StoryEvent[] = [];
  for (let seq = after; ;) {
    const page = await client('runs.events', { id, after: seq, limit: 10_000 });
    events.push(...page.items);
    const last = page.items.at(-1);
    if (page.next === null || last === undefined) return events;
    seq = last.seq;
  }
}
