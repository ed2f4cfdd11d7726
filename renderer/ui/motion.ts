export type Motion = 'system' | 'none';

const key = 'countersign-motion';

/** What this window was told; where storage is closed the system decides. */
export function readMotion(): Motion {
  try {
    return localStorage.getItem(key) === 'none' ? 'none' : 'system';
  } catch {
    return 'system';
  }
}

/** Before the first paint, and whenever it is chosen anew: tokens.css reads it from the page. */
export function applyMotion(motion: Motion): void {
  if (motion === 'none') document.documentElement.dataset['motion'] = 'none';
  else delete document.documentElement.dataset['motion'];
}

export function keepMotion(motion: Motion): void {
  applyMotion(motion);
  try {
    localStorage.setItem(key, motion);
  } catch {
    // Private windows may keep nothing: it holds until the window closes.
  }
}

/** Whether what moves by script should stand still. */
export function isStill(): boolean {
  return (
    document.documentElement.dataset['motion'] === 'none' ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
