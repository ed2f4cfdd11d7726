import { apiBase } from '../../shared/api/http-call.ts';
import { streamPath } from '../../shared/api/stream.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Change } from '../transport/stream.ts';
import { followStream, type StreamState } from './follow-stream.ts';
import { authorized, createRemoteCall, readAll, refusedBy, type RemoteCall } from './remote-call.ts';
import type { Wire } from './wire.ts';

export type LineState = { state: StreamState; error: AppError | null };

/** One host elsewhere as this desktop has it: calls, news, and whether the line stands. */
export type HostLine = {
  call: RemoteCall;
  /** The same, for what a person pressed in a message. */
  callAsMessage: RemoteCall;
  watch: (listener: (change: Change) => void) => () => void;
  state: () => LineState;
  onState: (listener: (state: LineState) => void) => () => void;
  /** Tries again now. */
  retry: () => void;
  /** Frees everything; nothing is heard of it afterwards. */
  close: () => void;
};

export function openHostLine(wire: Wire, token: string): HostLine {
  const watching = new Set<(change: Change) => void>();
  const told = new Set<(state: LineState) => void>();
  let now: LineState = { state: 'connecting', error: null };

  const stream = followStream({
    open: async (lastId, signal) => {
      const response = await wire.ask({
        method: 'GET',
        path: `${apiBase}${streamPath}`,
        headers: {
          ...authorized(token),
          accept: 'text/event-stream',
          ...(lastId === null ? {} : { 'last-event-id': lastId }),
        },
        body: null,
        signal,
      });
      if (response.statusCode !== 200) await refusedBy(response, (await readAll(response)).toString('utf8'));
      return response;
    },
    onChange: (change) => watching.forEach((listener) => listener(change)),
    onState: (state, error) => {
      now = { state, error };
      told.forEach((listener) => listener(now));
    },
  });

  return {
    call: createRemoteCall(wire, token),
    callAsMessage: createRemoteCall(wire, token, 'message'),
    watch: (listener) => {
      watching.add(listener);
      return () => watching.delete(listener);
    },
    state: () => now,
    onState: (listener) => {
      told.add(listener);
      return () => told.delete(listener);
    },
    retry: stream.retry,
    close: () => {
      stream.close();
      watching.clear();
      told.clear();
      wire.close();
    },
  };
}
