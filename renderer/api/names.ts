import { useMemo } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useCall } from './use-call.ts';

type Workspace = OutputOf<'workspace.get'>;

/** What things are called on screen; an id that nobody named stays what it is. */
export type Names = {
  person: (id: string) => string;
  pool: (id: string) => string;
  flow: (id: string) => string;
  isMe: (id: string) => boolean;
};

/** `chief-editors` reads “chief editors”. */
const spoken = (id: string): string => id.replaceAll(/[-_]+/g, ' ');

const causes: Record<string, string> = {
  webhook: 'a webhook',
  schedule: 'the schedule',
  event: 'an event',
  timer: 'the time limit',
};

export function namesOf(
  workspace: Workspace | undefined,
  flows: Map<string, string>,
  me: string | undefined,
): Names {
  const people = new Map(workspace?.people.map(({ id, name }) => [id, name]));
  return {
    person: (id) => {
      if (id.startsWith('practice:')) return `${id.slice('practice:'.length)} (practice)`;
      return people.get(id) ?? causes[id] ?? id;
    },
    pool: spoken,
    flow: (id) => flows.get(id) ?? id,
    isMe: (id) => id === me,
  };
}

export function useNames(): Names {
  const workspace = useCall('workspace.get', {}).data;
  const session = useCall('session.get', {}).data;
  const flows = useCall('flows.list', {}).data;
  return useMemo(
    () => namesOf(workspace, new Map(flows?.items.map(({ id, name }) => [id, name])), session?.person),
    [workspace, flows, session],
  );
}

/** Whether the signed-in person may do this at all; buttons that could only fail are not shown. */
export function useMay(right: OutputOf<'session.get'>['rights'][number]): boolean {
  return useCall('session.get', {}).data?.rights.includes(right) ?? false;
}

/** Whether the person at the screen is the workspace's owner, and may decide at all. */
export function useIsOwner(): boolean {
  const session = useCall('session.get', {}).data;
  const workspace = useCall('workspace.get', {}).data;
  return workspace !== undefined && session?.person === workspace.me && session.rights.includes('decide');
}
