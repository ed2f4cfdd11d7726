const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

const pattern =
  /^(-)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m(?!s))?(?:(\d{1,9}(?:\.\d{1,3})?)s)?(?:(\d{1,12})ms)?$/;

/** `500ms`, `30s`, `15m`, `4h`, `2d`, `1h30m` (FLOW-FORMAT, Values) as milliseconds; null when it is not one. */
export function parseDuration(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null || text === '' || text === '-') return null;
  const ms = units.reduce((sum, [, size], i) => sum + Math.round(Number(match[i + 2] ?? 0) * size), 0);
  return match[1] === '-' ? -ms : ms;
}

/** The shortest text in the same form: 5,400,000 is `1h30m`, 0 is `0s`. */
export function formatDuration(ms: number): string {
  let left = Math.abs(Math.round(ms));
  let text = '';
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    if (count > 0) text += `${count}${unit}`;
    left -= count * size;
  }
  if (text === '') return '0s';
  return ms < 0 ? `-${text}` : text;
}
