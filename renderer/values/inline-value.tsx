import type { Json } from '../../shared/json.ts';
import { JsonView } from '../ui/json-view.tsx';
import { MarkdownView } from '../ui/markdown-view.tsx';
import { TableView } from '../ui/table-view.tsx';
import { TextView } from '../ui/text-view.tsx';
import { printValue } from '../ui/print-value.ts';
import classes from '../ui/viewer.module.css';

/** How a value wants to be read; `auto` looks at the value itself. */
export type ValueKind = 'auto' | 'text' | 'markdown' | 'json' | 'table' | 'image' | 'resource';

/** A value that is at hand in its proper viewer. */
export function InlineValue({
  value,
  kind = 'auto',
  label,
}: {
  value: Json | undefined;
  kind?: ValueKind;
  label: string;
}) {
  if (value === undefined || value === null || value === '')
    return <span className={classes.nothing}>Nothing</span>;
  switch (kind) {
    case 'markdown':
      return <MarkdownView text={printValue(value)} />;
    case 'text':
    case 'resource':
    case 'image':
      return typeof value === 'string' ? (
        <TextView text={value} label={label} />
      ) : (
        <JsonView value={value} label={label} />
      );
    case 'table':
      return <TableView value={value} label={label} />;
    case 'json':
      return <JsonView value={value} label={label} />;
    case 'auto':
      return typeof value === 'string' ? (
        <TextView text={value} label={label} />
      ) : (
        <TableOrJson value={value} label={label} />
      );
  }
}

/** Three rows of the same shape read better as a table; anything else as it is. */
function TableOrJson({ value, label }: { value: Json; label: string }) {
  const isFlat = (row: Json): boolean =>
    typeof row === 'object' &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every((cell) => typeof cell !== 'object');
  const isTable = Array.isArray(value) && value.length > 1 && value.every(isFlat);
  return isTable ? <TableView value={value} label={label} /> : <JsonView value={value} label={label} />;
}
