import type { ClientChannel } from 'ssh2';
import type { Session } from './session.ts';

export type ChannelEnd =
  /** The server said how it ended. */
  | { how: 'exit'; code: number | null; signal: string | null }
  /** The session went away without a word: nobody knows. */
  | { how: 'lost' }
  /** The server did not let us start anything. */
  | { how: 'refused' };

export type Channel = { ended: Promise<ChannelEnd>; signal: (name: string) => void };

/** Runs one command line on the session, feeds it `input` and hands its output on as it comes. */
export function runChannel(
  session: Session,
  command: string,
  input: string,
  onStdout: (chunk: Buffer) => void,
  onStderr: (chunk: Buffer) => void,
): Channel {
  let channel: ClientChannel | null = null;
  const ended = new Promise<ChannelEnd>((resolve) => {
    void session.gone.then(() => resolve({ how: 'lost' }));
    const opened = (error: Error | undefined, stream: ClientChannel): void => {
      if (error !== undefined) {
        resolve({ how: 'refused' });
        return;
      }
      channel = stream;
      let exit: ChannelEnd = { how: 'lost' };
      stream.on('exit', (code: number | null, signal?: string) => {
        exit = { how: 'exit', code: typeof code === 'number' ? code : null, signal: signal ?? null };
      });
      stream.on('close', () => resolve(exit));
      // A job that does not read its input closes it early; that is its right.
      stream.on('error', () => undefined);
      stream.stderr.on('error', () => undefined);
      stream.on('data', onStdout);
      stream.stderr.on('data', onStderr);
      stream.end(input);
    };
    try {
      session.client.exec(command, opened);
    } catch {
      resolve({ how: 'lost' });
    }
  });
  return {
    ended,
    signal: (name) => {
      try {
        channel?.signal(name);
      } catch {
        // The channel is closing: what we wanted to stop has ended.
      }
    },
  };
}
