import type { Role } from '../../shared/api/rights.ts';

/** What each role is called and allows, as `shared/api/rights.ts` has it. */
export const roleWords: Record<Role, { title: string; may: string }> = {
  owner: {
    title: 'Owner',
    may: 'Everything: draw, release, run, decide, connect, and change people and tokens',
  },
  designer: { title: 'Designer', may: 'Draw, release, run, decide and connect' },
  approver: { title: 'Approver', may: 'Read and decide' },
  agent: { title: 'Agent', may: 'Draw, run and read; never decide, release or connect' },
  viewer: { title: 'Viewer', may: 'Read, and nothing else' },
};
