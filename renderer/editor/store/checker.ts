import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import type { CheckAnswer, CheckRequest } from './check-worker.ts';

export type Checker = { changed: (drawing: Drawing) => void; stop: () => void };

const delayMs = 120;

/** Compiles beside the page, so that typing never waits for it; only the newest drawing's answer counts. */
export function createChecker(onProblems: (problems: Problem[]) => void): Checker {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
  let serial = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    if (data.serial === serial) onProblems(data.problems);
  });
  return {
    changed: (drawing) => {
      clearTimeout(timer);
      serial++;
      timer = setTimeout(() => worker.postMessage({ serial, drawing } satisfies CheckRequest), delayMs);
    },
    stop: () => {
      clearTimeout(timer);
      worker.terminate();
    },
  };
}
