import { z } from 'zod';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Problem } from '../../../shared/flow/problem.ts';

// As in main.tsx: the page's policy forbids eval, also here.
z.config({ jitless: true });
const ready = import('../../../shared/flow/compile.ts');

export type CheckRequest = { serial: number; drawing: Drawing };
export type CheckAnswer = { serial: number; problems: Problem[] };

self.addEventListener('message', async ({ data }: MessageEvent<CheckRequest>) => {
  const { compile } = await ready;
  const result = compile(data.drawing);
  const answer: CheckAnswer = {
    serial: data.serial,
    problems: result.ok ? result.warnings : result.problems,
  };
  self.postMessage(answer);
});
