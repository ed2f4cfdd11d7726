import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './rows.module.css';

type RowsProps = {
  label: string;
  /** An empty title is a column of actions. */
  columns: readonly string[];
  /** For screens that leave columns out where there is little room. */
  className?: string | undefined;
  /** Of all rows with the head, where only some of them are drawn; -1: nobody knows. */
  rowCount?: number;
  children: ReactNode;
};

/** A dense table of 32-px rows; the first cell of each row is its link. */
export function Rows({ label, columns, className = '', rowCount, children }: RowsProps) {
  return (
    <table className={`${classes.rows} ${className}`} aria-label={label} aria-rowcount={rowCount}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column === '' ? <span className="visually-hidden">Actions</span> : column}
            </th>
          ))}
        </tr>
      </thead>
      {rowCount === undefined ? <tbody>{children}</tbody> : children}
    </table>
  );
}

/** A row whose whole width opens `to`; what is pressable inside it still is. */
export function Row({
  to,
  title,
  under,
  cells,
  index,
}: {
  to: string;
  title: ReactNode;
  under?: ReactNode;
  cells: readonly ReactNode[];
  /** Its place in a list of which only some rows are drawn. */
  index?: number;
}) {
  return (
    <tr
      className={classes.row}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
    >
      <td className={classes.first}>
        <Link to={to} className={classes.link}>
          {title}
        </Link>
        {under === undefined ? null : <div className={classes.under}>{under}</div>}
      </td>
      {cells.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  );
}
