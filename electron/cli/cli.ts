import type { Client } from '../../shared/api/client.ts';

/** What a command hands back: data for programs, text for people. `bytes` where it makes a file. */
export type Report = { data: unknown; text: string; exit?: 0 | 1 } | { bytes: Uint8Array | string };

/** A road to a home: over HTTP to its host, or with the home opened in this process. */
export type Session = {
  client: Client;
  mode: 'host' | 'here';
  /** With the home opened here: lets effects and callbacks happen until this run rests. At a host: waits for it. */
  rest: (run: string, follow: Follow) => Promise<void>;
  close: () => Promise<void>;
};

/** `since`: the last event that was told already. `tell` gets what happened next, together what happened together. */
export type Follow = { since: number; tell: (events: readonly StoryEvent[]) => void };

/** An event as `runs.events` tells it. */
export type StoryEvent = {
  seq: number;
  at: string;
  type: string;
  node: string | null;
  visit: number | null;
  data: unknown;
};

export type Cli = {
  home: string;
  json: boolean;
  open: () => Promise<Session>;
  /** Progress, on stderr. */
  note: (text: string) => void;
  /** One finished line or document on stdout, for commands that print as they go. */
  print: (data: unknown, text: string) => Promise<void>;
  stdin: () => Promise<string>;
};

/** Registers one command's work; the caller prints, maps errors and sets the exit code. */
export type Act = (work: (cli: Cli) => Promise<Report | null>) => Promise<void>;

/** Opens the home or its host for one piece of work, and always lets go of it. */
export async function withSession<T>(cli: Cli, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await cli.open();
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
