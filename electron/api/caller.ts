import type { Role } from '../../shared/api/rights.ts';
import type { Via } from '../../shared/approval/proposal.ts';
import type { Acting } from '../../shared/audit/record.ts';

/** Who calls. Always made from a session, a token or the process itself; never from what a request says. */
export type Caller = {
  /** A person's id in the workspace. */
  person: string;
  role: Role;
  /** Which way they came: kept with decisions and in the journal. */
  via: Via;
  /** How we know who they are, in the journal's words. */
  identified: 'session' | 'token' | 'link' | 'cli';
};

/** The caller as the journal writes them down. `at` is epoch ms. */
export function actingOf(caller: Caller, at: number): Acting {
  return { at, actor: caller.person, identified: caller.identified };
}
