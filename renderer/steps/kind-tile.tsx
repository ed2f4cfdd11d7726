import { createElement } from 'react';
import { iconOf } from './faces.ts';
import { kindOf } from '../../shared/steps/index.ts';
import classes from './kind-tile.module.css';

/** A kind's picture; approvals are visibly different, triggers have a rounded left side. */
export function KindTile({ kind, size = 24 }: { kind: string; size?: number }) {
  const found = kindOf(kind);
  return (
    <span
      className={classes.tile}
      data-execution={found?.execution}
      style={{ width: size, height: size }}
      role="img"
      aria-label={found?.title ?? kind}
      title={found?.title ?? kind}
    >
      {createElement(iconOf(kind), { size: Math.round(size * 0.62), stroke: 1.8, 'aria-hidden': true })}
    </span>
  );
}
