import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

export type ReceivedMail = { from: string; to: string[]; source: string; user: string | null };

export type TestSmtpServer = {
  host: string;
  port: number;
  mails: ReceivedMail[];
  /** Addresses that are refused, with the status the server gives. */
  refuse: Map<string, number>;
  arrived: (count: number) => Promise<void>;
  close: () => Promise<void>;
};

/** A real SMTP server that keeps what it is given. With `login` it wants that user and password. */
export async function startSmtpServer(
  options: {
    login?: { user: string; password: string };
    tls?: { key: string; cert: string };
    port?: number;
  } = {},
): Promise<TestSmtpServer> {
  const mails: ReceivedMail[] = [];
  const refuse = new Map<string, number>();
  const waiting: { count: number; done: () => void }[] = [];
  const server = new SMTPServer({
    authOptional: options.login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    ...(options.tls === undefined
      ? { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }
      : { ...options.tls }),
    onAuth: (auth, _session, done) => {
      const good =
        options.login !== undefined &&
        auth.username === options.login.user &&
        auth.password === options.login.password;
      if (good) done(null, { user: auth.username ?? '' });
      else done(Object.assign(new Error('library words: bad login'), { responseCode: 535 }));
    },
    onRcptTo: (address, _session, done) => {
      const status = refuse.get(address.address);
      if (status === undefined) done();
      else done(Object.assign(new Error('library words: no such box'), { responseCode: status }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((address) => address.address),
          source: Buffer.concat(chunks).toString('utf8'),
          user: typeof session.user === 'string' ? session.user : null,
        });
        for (const entry of waiting) if (mails.length >= entry.count) entry.done();
        done();
      });
    },
  });
  // Clients that hang up are part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // a listening TCP server has this form
  return {
    host: '127.0.0.1',
    port,
    mails,
    refuse,
    arrived: (count) =>
      new Promise((resolve) => {
        if (mails.length >= count) resolve();
        else waiting.push({ count, done: resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
