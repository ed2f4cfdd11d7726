import { z } from 'zod';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Problem } from '../../../shared/flow/problem.ts';

// As in main.tsx: the page's policy forbids eval, also here.
z.config({ jitless: true });
const ready = import('../../../shared/flow/compile.ts');

export type CheckRequest = { serial: number; drawing: Drawing };
export type CheckAnswer = { serial: number; problems: Problem[] };

self.addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => void answer(data));

async function answer({ serial, drawing }: CheckRequest): Promise<void> {
  const { compile } = await ready;
  const result = compile(drawing);
  const problems = result.ok ? result.warnings : result.problems;
  self.postMessage({ serial, problems } satisfies CheckAnswer);
}
