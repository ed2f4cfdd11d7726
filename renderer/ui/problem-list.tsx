import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './problem-list.module.css';

type Problem = {
  severity: 'error' | 'warning';
  message: string;
  fix: string;
  node?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
};

/** What is wrong and how to mend it, errors first; where there is text, with its place. */
export function ProblemList<One extends Problem>({
  problems,
  nodeName,
  action,
}: {
  problems: readonly One[];
  nodeName?: (node: string) => string;
  /** What mends it, as a button. */
  action?: (problem: One) => ReactNode;
}) {
  const sorted = [...problems].sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  return (
    <ul className={classes.list}>
      {sorted.map((problem, index) => (
        <li key={index} className={classes.problem} data-severity={problem.severity}>
          {problem.severity === 'error' ? (
            <IconAlertCircle size={16} aria-label="Error" role="img" />
          ) : (
            <IconAlertTriangle size={16} aria-label="Warning" role="img" />
          )}
          <div className={classes.words}>
            <p className={classes.message}>
              {problem.node === undefined ? null : <strong>{(nodeName ?? String)(problem.node)}: </strong>}
              {problem.message}
            </p>
            <p className={classes.fix}>{problem.fix}</p>
          </div>
          {action?.(problem)}
          {problem.line === undefined ? null : (
            <span className={classes.place}>
              line {problem.line}
              {problem.column === undefined ? '' : `, column ${problem.column}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
