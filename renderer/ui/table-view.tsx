import { Button } from '@mantine/core';
import { useState } from 'react';
import { JsonView } from './json-view.tsx';
import { printValue } from './print-value.ts';
import classes from './viewer.module.css';

const firstRows = 100;

type Row = Record<string, unknown>;
const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of objects as a table; anything that is no such list is shown as the value it is. */
export function TableView({ value, label = 'Table' }: { value: unknown; label?: string }) {
  const [shown, setShown] = useState(firstRows);
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRow))
    return <JsonView value={value} label={label} />;
  const columns = [...new Set(value.slice(0, 1000).flatMap((row) => Object.keys(row)))];
  return (
    <div>
      <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {value.slice(0, shown).map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column} data-number={typeof row[column] === 'number' || undefined}>
                    {printValue(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {value.length > shown ? (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + 500)}>
          Show more of {value.length} rows
        </Button>
      ) : null}
    </div>
  );
}
