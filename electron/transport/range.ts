/** One `Range: bytes=…` as first byte and the byte after the last; null = the whole thing (RFC 9110 lets us ignore the rest). */
export function parseRange(header: string | undefined): { start?: number; end?: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (match === null) return null;
  const start = Number(match[1]);
  if (match[2] === '') return { start };
  const end = Number(match[2]) + 1;
  return end > start ? { start, end } : null;
}
