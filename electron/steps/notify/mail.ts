import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { OpenConnection } from '../executor.ts';
import { oneLine, plainAddress } from './address.ts';

export type Mail = {
  to: { name: string; address: string };
  title: string;
  body: string;
  link: string | null;
  /** The same for every try of the same message: the receiving side can drop a repeat by its Message-ID. */
  key: string;
};

/** `isSilent`: nobody answered at all. */
export type Delivery = { ok: true } | { ok: false; reason: string; passing: boolean; isSilent?: true };

export type MailSender = {
  send: (mail: Mail) => Promise<Delivery>;
  /** Connects and logs in without sending anything. */
  verify: () => Promise<Delivery>;
  close: () => void;
};

const isOwnMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const fault = (reason: string, passing: boolean): Delivery => ({ ok: false, reason, passing });

function textOf(error: unknown, name: string): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The library's own text may hold the user, the address or the server's words: only its codes are looked at. */
function faultOf(error: unknown, place: string): Delivery {
  const code = textOf(error, 'code');
  const status = Number(textOf(error, 'responseCode'));
  if (code === 'EAUTH' || code === 'ENOAUTH' || status === 535)
    return fault(`${place} refused the user or password.`, false);
  if (code === 'ETLS') return fault(`${place} offers no trusted encryption, so nothing was sent.`, false);
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'EPROTOCOL') {
    const later = status >= 400 && status < 500;
    return fault(
      `${place} ${later ? 'does not take this mail now' : 'refused this mail'}${status > 0 ? ` (${status})` : ''}.`,
      later,
    );
  }
  if (/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS)/.test(code))
    return fault(`The certificate of ${place} is not trusted, so nothing was sent.`, false);
  const reason = code === 'ETIMEDOUT' ? `${place} did not answer in time.` : `${place} cannot be reached.`;
  return { ok: false, reason, passing: true, isSilent: true };
}

/** What the library is told of a mail: what is previewed is what is sent. */
export function composed(mail: Mail, address: string, from: string) {
  const id = createHash('sha256').update(`${mail.key}\0${address.toLowerCase()}`).digest('hex').slice(0, 40);
  const body = mail.body.replaceAll(/\r\n?/g, '\n');
  return {
    from: { name: 'Countersign', address: from },
    to: { name: oneLine(mail.to.name), address },
    envelope: { from, to: [address] },
    subject: oneLine(mail.title),
    text: mail.link === null ? body : `${body}\n\n${mail.link}\n`,
    messageId: `<${id}@countersign.invalid>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

export function createMailSender(connection: OpenConnection): MailSender {
  const { settings, secrets } = connection;
  const host = settings['host'] ?? '';
  const port = Number(settings['port'] ?? '587');
  const place = `${host}:${port}`;
  const security = settings['security'] ?? 'starttls';
  const from = plainAddress(settings['from'] ?? '');
  const user = settings['user'];
  const password = secrets['password'];
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const refused = (): Delivery | null => {
    if (from === null) return fault('The mail connection has no plain sender address.', false);
    if (security === 'none' && password !== undefined && !isOwnMachine(host)) {
      return fault(`The password is not sent to ${place} without encryption.`, false);
    }
    return null;
  };

  return {
    send: async (mail) => {
      const early = refused();
      if (early !== null) return early;
      const address = plainAddress(mail.to.address);
      if (address === null) return fault('This is not one plain mail address.', false);
      try {
        await transport.sendMail(composed(mail, address, from ?? ''));
        return { ok: true };
      } catch (error) {
        return faultOf(error, place);
      }
    },
    verify: async () => {
      const early = refused();
      if (early !== null) return early;
      try {
        await transport.verify();
        return { ok: true };
      } catch (error) {
        return faultOf(error, place);
      }
    },
    close: () => transport.close(),
  };
}
