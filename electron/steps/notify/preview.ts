import type { ConfigOf } from '../../../shared/steps/index.ts';
import type { OpenConnection, Preview, Sending, StepContext } from '../executor.ts';
import { sendingOf } from '../http/sending.ts';
import { plainAddress } from './address.ts';
import { composed } from './mail.ts';
import { linkOf, mailOf, titleOf, webhookMessage } from './message.ts';
import type { Recipient } from './recipients.ts';
import { messageRequest } from './webhook.ts';

type Config = ConfigOf<'notify'>;
type Message = { config: Config; found: Recipient[]; unknown: string[] };

/** Every message that would leave, one by one; whoever it would not reach is said too. */
export function previewOf(message: Message, context: StepContext): Preview {
  const { config, found, unknown } = message;
  const lost = unknown.map((to) => nobody(`${to}: nobody has this name in the workspace`));
  if (config.via === 'desktop') return { ok: true, sends: [...toDesktop(message, context), ...lost] };
  const { connection } = context;
  if (connection === null) {
    const what = config.via === 'email' ? 'mail server' : 'web service to post to';
    return { ok: false, error: { code: 'not_delivered', message: `The step has no ${what}.` } };
  }
  if (config.via === 'email') {
    return { ok: true, sends: [...found.map((one) => mail(config, one, connection, context)), ...lost] };
  }
  const made = messageRequest(connection, webhookMessage(config, found, context), context.key);
  if (!made.ok) return { ok: false, error: { code: 'not_delivered', message: made.reason } };
  return { ok: true, sends: [sendingOf(made.request), ...lost] };
}

function toDesktop({ config, found, unknown }: Message, context: StepContext): Sending[] {
  if (found.length === 0 && unknown.length > 0) return [];
  const who = found.length === 0 ? 'this desktop' : found.map(({ name }) => name).join(', ');
  const link = linkOf(config);
  const headers = { Title: titleOf(config, context), ...(link === null ? {} : { Link: link }) };
  return [{ to: `Desktop message to ${who}`, headers, body: config.body ?? '' }];
}

function mail(
  config: Config,
  { name, email }: Recipient,
  connection: OpenConnection,
  context: StepContext,
): Sending {
  const address = email === null ? null : plainAddress(email);
  if (email === null || address === null) return nobody(`${name}: no plain mail address in the workspace`);
  const from = plainAddress(connection.settings['from'] ?? '') ?? '';
  const letter = composed(mailOf(config, { name, email }, context), address, from);
  return {
    to: `Mail to ${letter.to.name} <${address}>`,
    headers: { From: `${letter.from.name} <${from}>`, Subject: letter.subject },
    body: letter.text,
  };
}

const nobody = (why: string): Sending => ({ to: `Nothing to ${why}`, headers: {}, body: null });
