import { flushSync } from 'react-dom';

/** Draws what a change leads to before going on: what it brings can then take the focus. */
export const drawNow = (change: () => void): void => flushSync(change);
