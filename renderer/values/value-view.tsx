import type { Json } from '../../shared/json.ts';
import { isResourceRef } from '../../shared/run/input.ts';
import { JsonView } from '../ui/json-view.tsx';
import { MarkdownView } from '../ui/markdown-view.tsx';
import { TableView } from '../ui/table-view.tsx';
import { TextView } from '../ui/text-view.tsx';
import { printValue } from '../ui/print-value.ts';
import { ResourceView } from './resource-view.tsx';

/** How a value wants to be read; `auto` looks at the value itself. */
export type ValueKind = 'auto' | 'text' | 'markdown' | 'json' | 'table' | 'image' | 'resource';

/** Any value of a run in its proper viewer; big ones are loaded in parts. */
export function ValueView({
  value,
  kind = 'auto',
  label,
}: {
  value: Json | undefined;
  kind?: ValueKind;
  label: string;
}) {
  if (isResourceRef(value))
    return <ResourceView key={value.$resource} resource={value} kind={kind} label={label} />;
  if (value === undefined || value === null || value === '')
    return <span style={{ color: 'var(--ink-3)' }}>Nothing</span>;
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
