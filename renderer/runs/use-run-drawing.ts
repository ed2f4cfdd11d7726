import type { Drawing } from '../../shared/flow/drawing.ts';
import { useCall } from '../api/use-call.ts';
import type { Run } from '../run-parts/run-words.ts';

type Standing = Pick<Run, 'version' | 'firstVersion'>;

/** The drawing a run goes by at a moment; a repair may have moved it. Undefined while it is loaded, null where it is gone. */
export function useRunDrawing(id: string, at: Standing | undefined): Drawing | null | undefined {
  const version = at === undefined || at.version === at.firstVersion ? null : at.version;
  const { data, error } = useCall('runs.drawing', { id, ...(version === null ? {} : { version }) });
  return data?.drawing ?? (error === null ? undefined : null);
}
