import { AppError } from './errors.ts';

/** Where another host is reached: over the web, or through SSH to a port that only its own machine reaches. */
export type HostAddress =
  | { kind: 'web'; scheme: 'https' | 'http'; host: string; port: number; base: string }
  | { kind: 'ssh'; user: string | null; host: string; port: number; remotePort: number };

const shape =
  /^(https?|ssh):\/\/(?:([\w.+-]{1,64})@)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\d{1,5}))?((?:\/[\w.~-]+)*)\/?(?:\?port=(\d{1,5}))?$/i;

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** As `countersign serve` listens unless told otherwise. */
const usualPort = 7419;

/**
 * `https://host[:port][/base]`, `ssh://[user@]host[:port][?port=7419]`, and `http://` for this machine alone: a token
 * that travels in the open can be taken by anybody on the way.
 */
export function readHostAddress(text: string): HostAddress {
  const [, scheme = '', user, name = '', port, base = '', remotePort] = shape.exec(text.trim()) ?? [];
  const host = name.toLowerCase();
  const isWeb = scheme.toLowerCase() !== 'ssh';
  const odd = isWeb ? user !== undefined || remotePort !== undefined : base !== '';
  const ports = [port, remotePort].flatMap((one) => (one === undefined ? [] : [Number(one)]));
  if (host === '' || odd || ports.some((one) => one < 1 || one > 65_535)) {
    throw new AppError('invalid_input', `“${text.trim().slice(0, 200)}” is not the address of a host.`, {
      fix: 'Use https://countersign.example.com, or ssh://user@server.',
    });
  }
  if (!isWeb)
    return {
      kind: 'ssh',
      user: user ?? null,
      host: host.replaceAll(/[[\]]/g, ''),
      port: Number(port ?? 22),
      remotePort: Number(remotePort ?? usualPort),
    };
  if (scheme.toLowerCase() === 'https')
    return { kind: 'web', scheme: 'https', host, port: Number(port ?? 443), base };
  if (!loopback.has(host)) {
    throw new AppError(
      'invalid_input',
      `http:// sends everything to ${host} in the open. Nothing was sent.`,
      {
        fix: `Use https://${host}, or ssh://${host} where it has no certificate.`,
      },
    );
  }
  // A name could be made to lead elsewhere; the number cannot.
  return {
    kind: 'web',
    scheme: 'http',
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: Number(port ?? 80),
    base,
  };
}

/** The one way of writing an address down: what is the same is written the same. */
export function hostAddressText(address: HostAddress): string {
  if (address.kind === 'ssh') {
    const { user, host, port, remotePort } = address;
    const name = host.includes(':') ? `[${host}]` : host;
    return `ssh://${user === null ? '' : `${user}@`}${name}${port === 22 ? '' : `:${port}`}${remotePort === usualPort ? '' : `?port=${remotePort}`}`;
  }
  const { scheme, host, port, base } = address;
  const usual = scheme === 'https' ? 443 : 80;
  return `${scheme}://${host}${port === usual ? '' : `:${port}`}${base}`;
}

/** True where nobody but this machine reaches it. */
export function isLoopbackAddress(address: HostAddress): boolean {
  return address.kind === 'web' && loopback.has(address.host);
}
