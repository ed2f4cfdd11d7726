import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './frame.module.css';

type Props = {
  title: string;
  onClose: () => void;
  canvas: ReactNode;
  /** Beside the canvas, scrolling by itself. */
  children: ReactNode;
  /** Always in sight: what is pressed, and why it cannot be yet. */
  foot: ReactNode;
};

/** As high as the window: the drawing at the left, what is to be known about it at the right, buttons below. */
export function Frame({ title, onClose, canvas, children, foot }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="1400px"
      xOffset={20}
      yOffset={20}
      // The theme's own padding stands in the element's style.
      styles={{ body: { padding: 0 }, header: { padding: '10px 20px' } }}
      classNames={{
        content: classes.content ?? '',
        header: classes.header ?? '',
        body: classes.body ?? '',
      }}
    >
      <div className={classes.panes}>
        <div className={classes.canvas}>{canvas}</div>
        <div className={classes.side} tabIndex={0} role="group" aria-label="What to know">
          {children}
        </div>
      </div>
      <div className={classes.foot}>{foot}</div>
    </Modal>
  );
}
