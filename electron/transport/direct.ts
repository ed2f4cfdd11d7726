import type { Call } from '../../shared/api/client.ts';
import type { Caller } from '../api/caller.ts';
import type { Dispatch } from '../api/dispatch.ts';

/** The shortest road: the CLI without a host, the desktop process, and tests. */
export function createDirectCall(dispatch: Dispatch, caller: () => Caller): Call {
  return async (name, input) => dispatch(name, input, caller());
}
