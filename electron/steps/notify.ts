import { isJsonObject, type Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import { abortedError } from './aborted.ts';
import type { Executor, Preview, StepContext } from './executor.ts';
import type { Guard } from './http/guard.ts';
import { createMailSender, type Delivery } from './notify/mail.ts';
import { resolveRecipients, type Recipient } from './notify/recipients.ts';
import { postMessage } from './notify/webhook.ts';
import { previewOf } from './notify/preview.ts';
import { linkOf, mailOf, titleOf, webhookMessage } from './notify/message.ts';
import { parseInput, type Parsed } from './parse-input.ts';

type Config = ConfigOf<'notify'>;
type Via = Config['via'];
type Delivered = { to: string; via: Via };
type Failed = { to: string; via: Via; reason: string; passing: boolean };
type Report = { delivered: Delivered[]; failed: Failed[] };

export function createNotifyExecutor(guard: Guard): Executor<Json> {
  return {
    execute: (input, context) => execute(input, context, guard),
    preview: (input, context) => Promise.resolve(preview(input, context)),
  };
}

type Message = ReturnType<typeof resolveRecipients> & { config: Config };

/** What a message says and whom it finds: the same for looking and for sending. */
function messageOf(input: Json, context: StepContext): Parsed<Message> {
  const parsed = parseInput('notify', flattened(input));
  if (!parsed.ok) return parsed;
  const { config } = parsed;
  return { ok: true, config: { config, ...resolveRecipients(config.to, context.people) } };
}

function preview(input: Json, context: StepContext): Preview {
  const message = messageOf(input, context);
  return message.ok ? previewOf(message.config, context) : message;
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
  const message = messageOf(input, context);
  if (!message.ok) return message;
  const { config, found, unknown } = message.config;
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

async function toDesktop(
  config: Config,
  found: Recipient[],
  context: StepContext,
  report: Report,
): Promise<void> {
  const names = found.length === 0 ? ['this desktop'] : found.map((person) => person.id);
  if (found.length === 0 && report.failed.length > 0) return;
  try {
    await context.toast({
      title: titleOf(config, context),
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
          : await sender.send(mailOf(config, { name, email }, context));
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
  const { connection } = context;
  if (connection === null) {
    report.failed.push({
      to: 'everybody',
      via: 'webhook',
      reason: 'The step has no web service to post to.',
      passing: false,
    });
    return;
  }
  record(
    report,
    config.to.channel ?? connection.name,
    'webhook',
    await postMessage(connection, webhookMessage(config, found, context), context, guard),
  );
}
