import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import classes from './disclosure.module.css';

type Props = {
  label: ReactNode;
  /** At the right end of the line. */
  aside?: ReactNode;
  startsOpen?: boolean;
  /** Told when it is opened: the card needs to know that evidence was seen. */
  onOpen?: () => void;
  children: ReactNode;
};

/** Opens in place. What is closed is not rendered, so a long run stays light. */
export function Disclosure({ label, aside, startsOpen = false, onOpen, children }: Props) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const id = useId();
  const press = (): void => {
    if (!isOpen) onOpen?.();
    setIsOpen(!isOpen);
  };
  return (
    <div className={classes.disclosure}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={press}
      >
        <IconChevronRight size={14} className={classes.arrow} aria-hidden="true" />
        <span className={classes.label}>{label}</span>
        {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
      </button>
      <div id={id} className={classes.body} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </div>
  );
}
