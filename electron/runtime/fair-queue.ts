/**
 * A bound on how many things go on at once, shared fairly: groups (flows) take turns, so one that piles up a thousand
 * steps does not make the others wait behind them.
 */
export function createFairQueue(atOnce: number) {
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;

  function next(): void {
    while (running < atOnce) {
      const [group] = waiting;
      if (group === undefined) return;
      const [name, items] = group;
      const item = items.shift();
      // To the end of the line: the other groups have their turn first.
      waiting.delete(name);
      if (items.length > 0) waiting.set(name, items);
      if (item === undefined) continue;
      running++;
      item();
    }
  }

  return {
    add: (group: string, item: () => void): void => {
      const items = waiting.get(group);
      if (items === undefined) waiting.set(group, [item]);
      else items.push(item);
      next();
    },
    done: (): void => {
      running--;
      next();
    },
    clear: (): void => waiting.clear(),
  };
}
