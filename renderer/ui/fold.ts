export type Stretch<T> = { start: number; items: T[]; isFolded: boolean };

/** Unchanged lines kept around each change. */
const context = 3;

/** Cuts lines into stretches; unchanged ones far from any change can be folded. */
export function stretchesOf<T>(items: readonly T[], isSame: (item: T) => boolean): Stretch<T>[] {
  const near = items.map((_, index) =>
    items.slice(Math.max(0, index - context), index + context + 1).some((item) => !isSame(item)),
  );
  const found: Stretch<T>[] = [];
  items.forEach((item, index) => {
    const isFolded = near[index] === false;
    const last = found.at(-1);
    if (last?.isFolded === isFolded) last.items.push(item);
    else found.push({ start: index, items: [item], isFolded });
  });
  return found.map((stretch) => ({ ...stretch, isFolded: stretch.isFolded && stretch.items.length > 2 }));
}
