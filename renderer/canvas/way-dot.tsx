import { Handle, Position } from '@xyflow/react';
import type { MouseEvent, ReactNode } from 'react';
import type { Way } from './face.ts';
import classes from './step-card.module.css';

type Props = {
  way: Way;
  isWired: boolean;
  /** Where wires can be drawn from it: what a press does, and what it says of itself. */
  press?: { title: string; onClick: (event: MouseEvent) => void };
  children?: ReactNode;
};

/** The dot at a card's edge where a wire leaves. */
export function WayDot({ way, isWired, press, children }: Props) {
  return (
    <Handle
      type="source"
      id={way.port}
      position={Position.Right}
      className={classes.out ?? ''}
      data-tone={way.tone}
      data-wired={isWired || undefined}
      isConnectable={press !== undefined}
      isConnectableEnd={false}
      {...press}
    >
      {children}
    </Handle>
  );
}
