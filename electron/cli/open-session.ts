import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type Client } from '../../shared/api/client.ts';
import { contract, type OutputOf } from '../../shared/api/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { createApp } from '../app.ts';
import type { Follow, Session } from './cli.ts';
import { readHostUrl } from '../host-file.ts';
import { readOwnerToken } from '../owner-token.ts';
import { answers, createHttpClient, isOurs, noAnswer } from './http-session.ts';
import { eventsAfter } from './runs.ts';

/** Timers and calls back that are further away than this are left to a host. */
const patienceMs = 10 * 60_000;
/** In practice nobody real was asked, so nobody real calls back: what a sample answers comes at once. */
const practicePatienceMs = 5000;
/** How long a home that somebody else has open is waited for. */
const busyMs = 5000;

/**
 * The road to a home: the host that COUNTERSIGN_URL names, else the one that runs for the home, else the home itself,
 * opened in this process for as long as the command works.
 */
export async function openSession(home: string, env: NodeJS.ProcessEnv = process.env): Promise<Session> {
  const given = env['COUNTERSIGN_TOKEN'];
  const token = given === undefined || given === '' ? null : given;
  const named = env['COUNTERSIGN_URL'];
  if (named !== undefined && named !== '')
    return hostSession(createHttpClient(await namedHost(named, token, home)));

  const patience = Date.now() + busyMs;
  for (;;) {
    const own = readOwnerToken(home);
    const url = readHostUrl(home);
    if (url !== null && own !== null && (await isOurs(url, own))) {
      return hostSession(createHttpClient({ url, token: token ?? own }));
    }
    try {
      return await openHere(home, token);
    } catch (error) {
      // Another command may have it open for a moment, or a host may be about to listen.
      const busy = error instanceof AppError && error.code === 'store_owned';
      if (!busy || Date.now() > patience) throw error;
      await pause(200);
    }
  }
}

async function namedHost(text: string, token: string | null, home: string) {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('usage', `COUNTERSIGN_URL is no address: ${text}`, {
      fix: 'Use http://127.0.0.1:7419.',
    });
  }
  if (token !== null) return { url: url.origin, token };
  const own = readOwnerToken(home);
  if (own !== null && (await isOurs(url.origin, own))) return { url: url.origin, token: own };
  if (!(await answers(url.origin))) throw noAnswer(url.origin);
  throw new AppError('unauthenticated', `No token is known for ${url.origin}.`, {
    fix: 'Set COUNTERSIGN_TOKEN, or name the home of that host with --home.',
  });
}

function hostSession(client: Client): Session {
  return {
    client,
    mode: 'host',
    rest: (run, follow) => followToRest(client, run, follow),
    close: async () => {},
  };
}

export async function openHere(home: string, token: string | null): Promise<Session> {
  const app = await createApp({ home });
  try {
    const caller =
      token === null
        ? { ...app.owner(), via: 'cli' as const, identified: 'cli' as const }
        : app.identify(token);
    if (caller === null) {
      throw new AppError('unauthenticated', 'COUNTERSIGN_TOKEN is not known in this home, or was revoked.', {
        fix: 'Unset it to act as the owner of this home.',
      });
    }
    let working: Promise<void> | null = null;
    // Looking at a home starts nothing in it. Only what sets runs going wakes the runtime, and before it does so.
    const work = async () => {
      // Steps may hand out an address to be called back at while this process lives.
      await app.listen({ port: 0 });
      await app.resume();
    };
    const client = createClient(async (name, input) => {
      const { right } = contract[name];
      if (right === 'run' || right === 'decide' || right === 'workspace') await (working ??= work());
      return app.call(name, input, caller);
    });
    return {
      client,
      mode: 'here',
      rest: (run, follow) => followToRest(client, run, follow),
      close: () => app.close(),
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Tells what happens until the run ended, or waits for a person, or for longer than we stay. */
async function followToRest(client: Client, run: string, { since, tell }: Follow): Promise<void> {
  const started = Date.now();
  let newest = started;
  let seq = since;
  for (;;) {
    const state = await client('runs.get', { id: run });
    const events = await eventsAfter(client, run, seq);
    if (events.length > 0) {
      newest = Date.now();
      tell(events);
    }
    seq = events.at(-1)?.seq ?? seq;
    const nobodyCalls = onlyPractised(state) && Date.now() > newest + practicePatienceMs;
    if (events.length === 0 && rests(state, started + patienceMs, nobodyCalls)) return;
    await pause(events.length === 0 ? 100 : 20);
  }
}

function onlyPractised({ steps }: OutputOf<'runs.get'>): boolean {
  const tried = steps.filter(({ attempts }) => attempts > 0);
  return tried.length > 0 && tried.every(({ practice }) => practice);
}

function rests(run: OutputOf<'runs.get'>, until: number, nobodyCalls: boolean): boolean {
  if (run.status !== 'running' && run.status !== 'waiting') return true;
  if (Date.now() >= until) return true;
  const working = run.steps.some(({ status }) => status === 'running' || status === 'scheduled');
  if (working || run.waitingFor.length === 0) return false;
  return run.waitingFor.every((wait) => {
    if (wait.kind === 'approval' || wait.kind === 'unknown') return true;
    if (wait.kind === 'callback') return nobodyCalls;
    return wait.kind === 'timer' && wait.until != null && Date.parse(wait.until) > until;
  });
}
