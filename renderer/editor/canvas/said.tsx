import { useEffect, useState } from 'react';
import { useViewState } from '../store/view-store.ts';
import classes from './said.module.css';

const shownMs = 4000;

/** A word from the canvas, shown for a moment and read aloud: what was undone, why a wire was refused. */
export function Said() {
  const said = useViewState((state) => state.said);
  const [gone, setGone] = useState(0);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setGone(said.serial), shownMs);
    return () => clearTimeout(timer);
  }, [said]);
  const isShown = said !== null && said.serial !== gone;
  return (
    <div className={classes.place} role="status">
      {isShown ? <span className={classes.words}>{said.words}</span> : null}
    </div>
  );
}
