import { exchange } from '../steps/http/exchange.ts';
import type { Guard } from '../steps/http/guard.ts';
import { modelsIn } from './test-connection.ts';

/** A program on this computer that answers as models. */
export type LocalModels = { program: string; baseUrl: string; models: string[] };

const usualAddress = '127.0.0.1:11434';
const limits = { connectMs: 1_000, answerBytes: 1024 * 1024 };
const answerMs = 2_000;

/** Ollama's own variable says where it listens; only an address of this computer is believed. */
export function ollamaAddress(text: string | undefined): string {
  const match = /^(?:http:\/\/)?(?:127\.0\.0\.1|localhost|0\.0\.0\.0)(?::([0-9]{1,5}))?\/?$/.exec(
    text?.trim() ?? '',
  );
  return match === null ? usualAddress : `127.0.0.1:${match[1] ?? '11434'}`;
}

/** Asks this computer, and no other, whether Ollama runs on it and which models it has. */
export async function findLocalModels(guard: Guard, ollamaHost: string | undefined): Promise<LocalModels[]> {
  const baseUrl = `http://${ollamaAddress(ollamaHost)}/v1`;
  const request = {
    url: new URL(`${baseUrl}/models`),
    method: 'GET',
    headers: { accept: 'application/json', 'user-agent': 'Countersign' },
    body: null,
  };
  const result = await exchange(request, guard, limits, AbortSignal.timeout(answerMs));
  if (!result.ok || result.answer.status !== 200) return [];
  const models = modelsIn(result.answer.body.toString('utf8'));
  return models === null ? [] : [{ program: 'Ollama', baseUrl, models }];
}
