import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamEvent } from '../../shared/api/stream.ts';
import { commonHeaders } from './respond.ts';

/** One change with its place in the history of all runs; `id` null where it cannot be resumed. */
export type Change = { id: number | null; event: StreamEvent };

export type Changes = {
  /** Calls back after each commit, until the returned function is called. */
  watch: (listener: (change: Change) => void) => () => void;
  /** What was stored after `id`, oldest first, at most `limit` rows. */
  after: (id: number, limit: number) => Change[];
  /** The newest id. */
  last: () => number;
  /** Resolves once everything that can be read is on disk. */
  settled: () => Promise<void>;
};

const heartbeatMs = 15_000;
/** Further behind than this, asking again is cheaper than being told one by one. */
const maxBehind = 1000;
/** A reader that takes this little in is cut off; it comes back with Last-Event-ID. */
const maxUnsentBytes = 4 * 1024 * 1024;

/** `GET /api/v1/stream`: server-sent events. Costs a reader nothing to lose: everything can be asked again. */
export function createStream({ watch, after, last, settled }: Changes) {
  const open = new Set<() => void>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // What is told here must not be taken back by a crash, and what is not on disk yet must come as news.
    await settled();
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    request.socket.setTimeout(0);
    let sent = resumeFrom(request);

    const send = (change: Change) => {
      if (change.id !== null) {
        if (change.id <= sent) return;
        sent = change.id;
      }
      const id = change.id === null ? '' : `id: ${change.id}\n`;
      response.write(`${id}data: ${JSON.stringify(change.event)}\n\n`);
      if (response.writableLength > maxUnsentBytes) response.destroy();
    };

    // Nothing happens between catching up and watching: both are synchronous.
    if (sent === -1) {
      sent = last();
      response.write(`id: ${sent}\nretry: 1000\n: connected\n\n`);
    } else {
      response.write('retry: 1000\n\n');
      const missed = after(sent, maxBehind + 1);
      if (missed.length > maxBehind || sent > last()) {
        sent = last();
        response.write(`id: ${sent}\ndata: ${JSON.stringify({ type: 'reset' } satisfies StreamEvent)}\n\n`);
      } else missed.forEach(send);
    }
    const unwatch = watch(send);
    const beat = setInterval(() => response.write(': here\n\n'), heartbeatMs);
    const end = () => {
      unwatch();
      clearInterval(beat);
      open.delete(end);
      response.end();
    };
    open.add(end);
    response.on('close', end);
  }

  return {
    serve,
    close: (): void => {
      for (const end of open) end();
    },
  };
}

/** -1: a new reader. A foreign or broken id starts over with a reset. */
function resumeFrom(request: IncomingMessage): number {
  const header = request.headers['last-event-id'];
  const query = /[?&]lastEventId=(\d+)/.exec(request.url ?? '')?.[1];
  const id = typeof header === 'string' && header !== '' ? header : query;
  if (id === undefined) return -1;
  const number = Number(id);
  return Number.isSafeInteger(number) && number >= 0 ? number : Number.MAX_SAFE_INTEGER;
}
