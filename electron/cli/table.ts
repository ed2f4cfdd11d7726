import colors from 'picocolors';

/** Columns as wide as their widest cell; the last one is not padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const clean = rows.map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ')));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...clean.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ');
  return [colors.dim(line(head)), ...clean.map(line)].join('\n');
}

/** `label: value` lines, labels aligned. Values over several lines keep their indent. */
export function facts(pairs: readonly (readonly [string, string | null])[]): string {
  const known = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null);
  const width = Math.max(...known.map(([label]) => label.length));
  return known
    .map(
      ([label, value]) =>
        `${colors.dim(label.padEnd(width))}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`,
    )
    .join('\n');
}

/** 2026-03-01 13:02:11, in the reader's own zone. */
export function localTime(iso: string | null): string {
  if (iso === null) return '–';
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function statusWord(status: string): string {
  switch (status) {
    case 'succeeded':
    case 'approved':
      return colors.green(status);
    case 'failed':
    case 'unknown':
      return colors.red(status);
    case 'waiting':
    case 'pending':
      return colors.yellow(status);
    default:
      return status;
  }
}
