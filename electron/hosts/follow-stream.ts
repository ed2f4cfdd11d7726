import type { IncomingMessage } from 'node:http';
import { streamEvent } from '../../shared/api/stream.ts';
import { AppError } from '../../shared/errors.ts';
import type { Change } from '../transport/stream.ts';

export type StreamState = 'connecting' | 'live' | 'lost' | 'refused';

type Parts = {
  /** Opens the stream, from after `lastId` on; rejects with an AppError. */
  open: (lastId: string | null, signal: AbortSignal) => Promise<IncomingMessage>;
  onChange: (change: Change) => void;
  onState: (state: StreamState, error: AppError | null) => void;
};

const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A token that was refused may be given back, a certificate mended: asked again, but seldom. */
const refusedRetryMs = 60_000;
/** The host says every 15 s that it is there. */
const silenceMs = 40_000;

/** Follows a host's changes through every break of the line. What was missed is told, or that everything is to be asked again. */
export function followStream({ open, onChange, onState }: Parts) {
  let current: AbortController | null = null;
  let timer: NodeJS.Timeout | undefined;
  let waitMs = firstRetryMs;
  let lastId: string | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    clearTimeout(timer);
    const mine = new AbortController();
    current = mine;
    try {
      const response = await open(lastId, mine.signal);
      waitMs = firstRetryMs;
      onState('live', null);
      // Nouns besides runs are not repeated after a gap.
      if (lastId !== null) onChange({ id: null, event: { type: 'reset' } });
      await read(response, mine);
      if (!mine.signal.aborted) again(null);
    } catch (error) {
      if (!mine.signal.aborted) again(error);
    }
  }

  function again(error: unknown): void {
    if (closed) return;
    const known =
      error instanceof AppError
        ? error
        : new AppError('no_host', 'The line to this host broke.', { fix: 'It is opened again by itself.' });
    const isRefused = known.code !== 'no_host' && known.code !== 'rate_limited';
    onState(isRefused ? 'refused' : 'lost', known);
    timer = setTimeout(() => void connect(), isRefused ? refusedRetryMs : waitMs);
    timer.unref();
    waitMs = Math.min(waitMs * 2, longestRetryMs);
  }

  async function read(response: IncomingMessage, mine: AbortController): Promise<void> {
    response.setEncoding('utf8');
    let rest = '';
    let silence = setTimeout(() => response.destroy(), silenceMs);
    try {
      for await (const chunk of response) {
        clearTimeout(silence);
        silence = setTimeout(() => response.destroy(), silenceMs);
        const parts = (rest + String(chunk)).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) if (!mine.signal.aborted) take(part);
      }
    } catch {
      // The line broke: it is opened again.
    } finally {
      clearTimeout(silence);
    }
  }

  function take(part: string): void {
    let id: string | null = null;
    let data: string | null = null;
    for (const line of part.split('\n')) {
      if (line.startsWith('id: ')) id = line.slice(4);
      if (line.startsWith('data: ')) data = line.slice(6);
    }
    if (id !== null) lastId = id;
    const event = data === null ? null : streamEvent.safeParse(parsed(data));
    // An event of a later version: whatever it was about is asked again.
    if (event !== null)
      onChange({
        id: id === null ? null : Number(id),
        event: event.success ? event.data : { type: 'reset' },
      });
  }

  void connect();
  return {
    /** Now, instead of when it is due. */
    retry: (): void => {
      if (closed) return;
      current?.abort();
      waitMs = firstRetryMs;
      onState('connecting', null);
      void connect();
    },
    close: (): void => {
      closed = true;
      clearTimeout(timer);
      current?.abort();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
