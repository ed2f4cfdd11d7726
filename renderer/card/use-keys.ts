import { useEffect, useRef } from 'react';

/** Fields that letters go into; a switch or a choice of a few takes none. */
const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

/** Where letters are text, or a dialog is on top, they are no commands. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (target instanceof HTMLElement && target.closest(typing) !== null) return true;
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** Single-key commands of a screen, by key; held keys do not repeat a decision. */
export function useKeys(commands: Readonly<Record<string, () => void>>, isEnabled = true): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const press = (event: KeyboardEvent): void => {
      const command = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (command === undefined || isTaken(event)) return;
      if (event.repeat && event.key !== 'j' && event.key !== 'k') return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isEnabled]);
}
