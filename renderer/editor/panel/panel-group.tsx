import { IconChevronRight } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import classes from './panel.module.css';

type Props = { title: string; isOpen: boolean; onToggle: (isOpen: boolean) => void; children: ReactNode };

/** A group of fields that opens in place; a problem inside opens it from outside. */
export function PanelGroup({ title, isOpen, onToggle, children }: Props) {
  const id = useId();
  return (
    <section className={classes.group} aria-label={title}>
      <button
        type="button"
        className={classes.groupHead}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onToggle(!isOpen)}
      >
        <IconChevronRight size={14} className={classes.arrow} aria-hidden="true" />
        {title}
      </button>
      <div id={id} className={classes.groupBody} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </section>
  );
}
