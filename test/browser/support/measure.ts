import type { Page } from 'playwright/test';

export type Typed = { middle: number; late: number; workPerKey: number };

/** From each key to the frame after the one it was drawn in, and how long the page's thread worked for it, in ms. */
export async function keysToPicture(window: Page, text: string): Promise<Typed> {
  const session = await window.context().newCDPSession(window);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  await window.evaluate(() => {
    const times: number[] = [];
    Reflect.set(globalThis, 'keyTimes', times);
    document.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - timeStamp))),
      true,
    );
  });
  const before = await worked();
  await window.keyboard.type(text, { delay: 60 });
  const times = await window.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    return Reflect.get(globalThis, 'keyTimes') as number[]; // put there above
  });
  const sorted = times.toSorted((a, b) => a - b);
  const [middle = 0, late = 0] = [0.5, 0.95].map((part) => sorted[Math.floor(sorted.length * part)] ?? 0);
  return { middle, late, workPerKey: ((await worked()) - before) / text.length };
}

/** How much longer work takes than the work itself, on a machine that is busy with other things; 1 where it is not. */
export function busyness(): number {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const used = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  while (used() < 150) continue;
  return Math.max(1, (performance.now() - began) / used());
}
