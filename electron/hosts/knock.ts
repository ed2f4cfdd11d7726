import type { OutputOf, ParsedOf } from '../../shared/api/contract.ts';
import type { Role } from '../../shared/api/rights.ts';
import { AppError } from '../../shared/errors.ts';
import { hostAddressText, readHostAddress, type HostAddress } from '../../shared/host-address.ts';
import { readInvitation } from '../../shared/invitation.ts';
import type { KnownSsh } from './known-hosts.ts';
import { openWire } from './open-wire.ts';
import { createRemoteCall, joinHost } from './remote-call.ts';
import { sshLoginOf, type SshParts } from './ssh-login.ts';
import type { Wire } from './wire.ts';

/** A host that let us in, before it is kept. */
export type Knock = {
  address: string;
  name: string;
  person: string;
  role: Role;
  token: string;
  ssh: KnownSsh | null;
  passphrase: string | undefined;
};

type Input = ParsedOf<'desktop.attach'>;

/** Goes to a host for the first time: with a token, or with an invitation that becomes one. Keeps nothing. */
export async function knockAt(input: Input, parts: SshParts & { deviceName: string }): Promise<Knock> {
  const { address: typed, token, invitation, ssh = {} } = input;
  if (invitation !== undefined && typed === undefined && token === undefined) {
    const read = readInvitation(invitation);
    const address = readHostAddress(read.at[0] ?? '');
    return withWire(address, ssh, parts, async (wire) => {
      // Where SSH leads there, its key is compared before the code is used up.
      await reach(wire);
      const joined = await joinHost(wire, { code: read.code, name: `Desktop app on ${parts.deviceName}` });
      // The code is used up: what it became is kept, also where the line breaks now.
      const { name } = await nameThere(wire, joined.token).catch(() => ({ name: joined.person }));
      return { name: joined.host, person: name, role: joined.role, token: joined.token };
    });
  }
  if (typed === undefined || token === undefined || invitation !== undefined) {
    throw new AppError('malformed', 'A host is added by its address and a token, or by an invitation.', {
      fix: 'Enter both, or paste the invitation.',
    });
  }
  return withWire(readHostAddress(typed), ssh, parts, async (wire) => {
    await reach(wire);
    const call = createRemoteCall(wire, token.trim());
    const session = await nameThere(wire, token.trim());
    const host = (await call('host.get', {})) as Partial<OutputOf<'host.get'>>; // an older one has no name
    return {
      name: host.name ?? nameIn(readHostAddress(typed)),
      person: session.name,
      role: session.role,
      token: token.trim(),
    };
  });
}

async function nameThere(wire: Wire, token: string): Promise<OutputOf<'session.get'>> {
  return (await createRemoteCall(wire, token)('session.get', {})) as OutputOf<'session.get'>; // of the same contract
}

const nameIn = ({ host }: HostAddress): string => host;

async function withWire(
  address: HostAddress,
  choice: NonNullable<Input['ssh']>,
  parts: SshParts,
  work: (wire: Wire) => Promise<Pick<Knock, 'name' | 'person' | 'role' | 'token'>>,
): Promise<Knock> {
  const login = address.kind === 'ssh' ? sshLoginOf(address, choice, parts) : null;
  const wire = openWire(address, async () => {
    if (login === null) throw new Error('only an ssh:// address logs in');
    return login;
  });
  try {
    const found = await work(wire);
    const { keyFile, connection, passphrase } = choice;
    return {
      ...found,
      address: hostAddressText(address),
      passphrase: passphrase === '' || keyFile === undefined ? undefined : passphrase,
      ssh:
        login === null
          ? null
          : {
              hostKey: login.connection.settings['hostKey'] ?? '',
              ...(keyFile === undefined ? {} : { keyFile }),
              ...(connection === undefined ? {} : { connection }),
            },
    };
  } finally {
    wire.close();
  }
}

/** Something answers there, and it is Countersign; nothing of ours was shown to it yet. */
async function reach(wire: Wire): Promise<void> {
  const response = await wire.ask({
    method: 'GET',
    path: '/api/v1/host/proof?nonce=are-you-countersign',
    headers: {},
    body: null,
  });
  response.resume();
  const isOurs =
    response.statusCode === 200 && (response.headers['content-type'] ?? '').includes('application/json');
  if (isOurs) return;
  throw new AppError(
    'misdirected',
    'What answers at this address is not Countersign. Nothing was sent to it.',
    {
      fix: 'Check the address: it is what that host prints, or what its people open in a browser.',
    },
  );
}
