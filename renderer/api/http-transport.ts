import { apiBase, fromHttpAnswer, toHttpCall } from '../../shared/api/http-call.ts';
import { streamPath, type StreamEvent } from '../../shared/api/stream.ts';
import { AppError } from '../../shared/errors.ts';
import type { Listener, Transport } from './transport.ts';

const firstRetryMs = 500;
const longestRetryMs = 8000;

/** Calls over fetch with the session's cookie; changes over server-sent events. */
export function createHttpTransport(): Transport {
  return {
    call: async (name, input) => {
      const { method, path, headers, body } = toHttpCall(name, input);
      const response = await send(path, { method, headers, body, credentials: 'same-origin' });
      return fromHttpAnswer(name, {
        status: response.status,
        header: (header) => response.headers.get(header),
        text: () => response.text(),
        bytes: async () => new Uint8Array(await response.arrayBuffer()),
      });
    },
    subscribe,
  };
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (cause) {
    throw new AppError('no_host', 'The host does not answer.', {
      fix: 'Look whether Countersign still runs on that machine; this page goes on by itself when it does.',
      cause,
    });
  }
}

/** EventSource reconnects after a broken line, but gives up on a refused one: then we open a new one, ever later. */
function subscribe({ onEvent, onState }: Listener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = firstRetryMs;
  let closed = false;

  function open(): void {
    source = new EventSource(`${apiBase}${streamPath}`, { withCredentials: true });
    source.onopen = () => {
      waitMs = firstRetryMs;
      onState('live');
    };
    source.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as StreamEvent); // made from shared/api/stream.ts
    source.onerror = () => {
      onState('lost');
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, longestRetryMs);
    };
  }

  onState('connecting');
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}
