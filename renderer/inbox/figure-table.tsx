import type { ReactNode } from 'react';
import classes from './numbers.module.css';

export type FigureRow = {
  key: string;
  head: ReactNode;
  /** Length of its bar, of the longest: between 0 and 1. */
  share: number;
  cells: readonly ReactNode[];
};

type Props = { label: string; columns: readonly string[]; rows: readonly FigureRow[] };

/** A table of numbers, each row headed by what it is about over a bar of its size. It scrolls by itself where it is wide. */
export function FigureTable({ label, columns, rows }: Props) {
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, share, cells }) => (
            <tr key={key}>
              <th scope="row">
                <span className={classes.bar} style={{ width: `${share * 100}%` }} />
                <span className={classes.name}>{head}</span>
              </th>
              {cells.map((cell, place) => (
                <td key={columns[place]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
