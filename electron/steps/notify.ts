import { isJsonObject, type Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import { abortedError } from './aborted.ts';
import type { Executor, StepContext } from './executor.ts';
import type { Guard } from './http/guard.ts';
import { createMailSender, type Delivery } from './notify/mail.ts';
import { resolveRecipients, type Recipient } from './notify/recipients.ts';
import { postMessage } from './notify/webhook.ts';
import { parseInput } from './parse-input.ts';

type Config = ConfigOf<'notify'>;
type Via = Config['via'];
type Delivered = { to: string; via: Via };
type Failed = { to: string; via: Via; reason: string; passing: boolean };
type Report = { delivered: Delivered[]; failed: Failed[] };

export function createNotifyExecutor(guard: Guard): Executor<Json> {
  return { execute: (input, context) => execute(input, context, guard) };
}

/** `to: ['{{ trigger.body.emails }}']` puts a list where one name was meant: its entries are. */
function flattened(input: Json): Json {
  if (!isJsonObject(input)) return input;
  const { to } = input;
  if (Array.isArray(to)) return { ...input, to: to.flat(2).filter((entry) => entry !== null) };
  if (!isJsonObject(to) || !Array.isArray(to['people'])) return input;
  return { ...input, to: { ...to, people: to['people'].flat(2).filter((entry) => entry !== null) } };
}

async function execute(input: Json, context: StepContext, guard: Guard): Promise<StepOutcome> {
  const parsed = parseInput('notify', flattened(input));
  if (!parsed.ok) return parsed;
  const { config } = parsed;
  const { found, unknown } = resolveRecipients(config.to, context.people);
  const report: Report = {
    delivered: [],
    failed: unknown.map((to) => ({
      to,
      via: config.via,
      reason: 'Nobody has this name in the workspace.',
      passing: false,
    })),
  };
  if (config.via === 'desktop') await toDesktop(config, found, context, report);
  else if (config.via === 'webhook') await toWebhook(config, found, context, guard, report);
  else await toMailboxes(config, found, context, report);

  for (const { to, reason } of report.failed) context.log(`Not delivered to ${to}: ${reason}`);
  if (context.signal.aborted && report.delivered.length === 0)
    return { ok: false, error: abortedError(context.signal, 'Sending the message') };
  const failed = report.failed.map(({ to, via, reason }) => ({ to, via, reason }));
  // A toast is only a hint: a host without a desktop records that nobody saw it and goes on.
  if (report.delivered.length > 0 || config.via === 'desktop')
    return { ok: true, output: { delivered: report.delivered, failed } };
  const first = report.failed[0];
  return {
    ok: false,
    error: {
      code: first === undefined ? 'no_recipient' : 'not_delivered',
      message:
        first === undefined
          ? 'This message has nobody to go to.'
          : `The message reached nobody. ${first.reason}`,
      fix: first === undefined ? 'Name people or pools in `to`.' : 'Check the recipients and the connection.',
      ...(report.failed.some((failure) => failure.passing) ? { passing: true } : {}),
      details: { failed },
    },
  };
}

function record(report: Report, to: string, via: Via, delivery: Delivery): void {
  if (delivery.ok) report.delivered.push({ to, via });
  else report.failed.push({ to, via, reason: delivery.reason, passing: delivery.passing });
}

const linkOf = (config: Config): string | null =>
  config.link === undefined || config.link === '' ? null : config.link;

async function toDesktop(
  config: Config,
  found: Recipient[],
  context: StepContext,
  report: Report,
): Promise<void> {
  const names = found.length === 0 ? ['this desktop'] : found.map((person) => person.id);
  if (found.length === 0 && report.failed.length > 0) return;
  const title = context.where.draft ? `Draft: ${config.title}` : config.title;
  try {
    await context.toast({
      title,
      body: config.body ?? '',
      link: linkOf(config),
      to: found.map((person) => person.id),
    });
    for (const to of names) record(report, to, 'desktop', { ok: true });
  } catch {
    for (const to of names)
      record(report, to, 'desktop', {
        ok: false,
        reason: 'This computer shows no desktop messages.',
        passing: true,
      });
  }
}

async function toMailboxes(
  config: Config,
  found: Recipient[],
  context: StepContext,
  report: Report,
): Promise<void> {
  if (context.connection === null) {
    report.failed.push({
      to: 'everybody',
      via: 'email',
      reason: 'The step has no mail server.',
      passing: false,
    });
    return;
  }
  const sender = createMailSender(context.connection);
  const stop = (): void => sender.close();
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    for (const { id, name, email } of found) {
      if (context.signal.aborted) return;
      const delivery: Delivery =
        email === null
          ? { ok: false, reason: `${name} has no mail address in the workspace.`, passing: false }
          : await sender.send({
              to: { name, address: email },
              title: context.where.draft ? `Draft: ${config.title}` : config.title,
              body: config.body ?? '',
              link: linkOf(config),
              key: context.key,
            });
      record(report, id, 'email', delivery);
    }
  } finally {
    context.signal.removeEventListener('abort', stop);
    sender.close();
  }
}

async function toWebhook(
  config: Config,
  found: Recipient[],
  context: StepContext,
  guard: Guard,
  report: Report,
): Promise<void> {
  const { connection, where, key } = context;
  if (connection === null) {
    report.failed.push({
      to: 'everybody',
      via: 'webhook',
      reason: 'The step has no web service to post to.',
      passing: false,
    });
    return;
  }
  const message = {
    title: config.title,
    body: config.body ?? '',
    link: linkOf(config),
    channel: config.to.channel ?? null,
    to: found.map(({ id, name }) => ({ id, name })),
    key,
    draft: where.draft,
    run: where.run,
    flow: where.flow,
    node: where.node,
  };
  record(
    report,
    config.to.channel ?? connection.name,
    'webhook',
    await postMessage(connection, message, context, guard),
  );
}
