import type { Command } from 'commander';
import { hostname } from 'node:os';
import { hostAddressText, readHostAddress } from '../../shared/host-address.ts';
import { readInvitation } from '../../shared/invitation.ts';
import { joinHost } from '../hosts/remote-call.ts';
import { createWebWire } from '../hosts/wire.ts';
import { usage } from './arguments.ts';
import type { Act } from './cli.ts';

export function addJoin(program: Command, act: Act): void {
  program
    .command('join <invitation>')
    .description('exchange an invitation for a token of another host; it works once')
    .option('--name <name>', 'what the token is called there', `Command line on ${hostname()}`)
    .action((text: string, { name }: { name: string }) =>
      act(async (cli) => {
        const invitation = readInvitation(text === '-' ? await cli.stdin() : text);
        const address = invitation.at.map(readHostAddress).find(({ kind }) => kind === 'web');
        if (address?.kind !== 'web') {
          throw usage(
            `${invitation.host} is only reached through SSH.`,
            'Join it in the desktop app, or ask for an invitation to an https address.',
          );
        }
        const wire = createWebWire(address);
        try {
          const joined = await joinHost(wire, { code: invitation.code, name });
          const url = hostAddressText(address);
          return {
            data: { ...joined, url },
            text: `You are ${joined.person} on ${joined.host} now. Commands go there with\n\n  export COUNTERSIGN_URL=${url}\n  export COUNTERSIGN_TOKEN=${joined.token}\n\nKeep the token: it is not shown again.`,
          };
        } finally {
          wire.close();
        }
      }),
    );
}
