import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../api/use-call.ts';

/**
 * Whether the first start is on screen; null while that is not known. It stays there until the person goes on: the
 * first flow that arrives must not pull the screen away under their hands.
 */
export function useFirstStart(): boolean | null {
  const [path] = useLocation();
  const flows = useCall('flows.list', {}).data;
  const [hasBegun, setHasBegun] = useState(false);
  const isHome = path === '/';
  const isEmpty = flows === undefined ? null : flows.items.length === 0;

  // State that follows other state, set while rendering as React advises: an effect would show one frame too many.
  if (!isHome && hasBegun) setHasBegun(false);
  if (isHome && isEmpty === true && !hasBegun) setHasBegun(true);

  if (!isHome) return false;
  return hasBegun ? true : isEmpty;
}
