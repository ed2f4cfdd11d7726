import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Client } from '../../shared/api/client.ts';
import type { StreamEvent } from '../../shared/api/stream.ts';
import { AppError, errorTable } from '../../shared/errors.ts';
import { inBatches } from './in-batches.ts';
import { invalidate } from './invalidate.ts';
import type { Api } from './open-api.ts';
import type { LiveState } from './transport.ts';

const ClientContext = createContext<Client | null>(null);
const LiveContext = createContext<LiveState>('connecting');

/** Answers stay fresh until the stream says otherwise; only what may pass by itself is tried again. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof AppError && errorTable[error.code].family === 'try later';
}

export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  const [queries] = useState(createQueries);
  const [live, setLive] = useState<LiveState>('connecting');

  useEffect(() => {
    let wasLost = false;
    const told = inBatches<StreamEvent>((events) => invalidate(queries, events));
    const unsubscribe = api.subscribe({
      onEvent: told.add,
      onState: (state) => {
        setLive(state);
        // Changes of other nouns are not repeated after a gap: ask for everything on screen again.
        if (state === 'live' && wasLost) void queries.invalidateQueries();
        wasLost = state === 'lost';
      },
    });
    return () => {
      unsubscribe();
      told.stop();
    };
  }, [api, queries]);

  return (
    <QueryClientProvider client={queries}>
      <ClientContext value={api.client}>
        <LiveContext value={live}>{children}</LiveContext>
      </ClientContext>
    </QueryClientProvider>
  );
}

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('useClient needs an ApiProvider above it.');
  return client;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext);
}
