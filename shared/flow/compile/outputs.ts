import { isJsonObject } from '../../json.ts';
import type { Step } from './step.ts';

const fixed: Record<string, readonly string[]> = {
  http: ['status', 'headers', 'body'],
  persist: ['ref', 'name', 'type', 'size'],
  wait: ['body'],
  join: ['arrived', 'outputs'],
  approval: ['decision', 'by', 'who', 'comment', 'values', 'edits', 'at', 'tier', 'rule', 'via'],
};

/** The fields a step's output has (FLOW-FORMAT, “Names, outputs, fields”); null where they are not known beforehand. */
export function outputFieldsOf(step: Step): readonly string[] | null {
  if (step.kind === null || !step.isValid) return null;
  const own = ownFields(step.kind.kind, step);
  return own === null || !step.kind.canFail ? own : [...own, 'error'];
}

function ownFields(kind: string, step: Step): readonly string[] | null {
  switch (kind) {
    case 'llm': {
      const output = step.config['output'];
      return isJsonObject(output) ? Object.keys(output) : ['text'];
    }
    case 'set': {
      const values = step.config['values'];
      return isJsonObject(values) ? Object.keys(values) : null;
    }
    case 'ssh':
      // A detached job answers later, with what its wait receives.
      return step.config['detach'] === true ? null : ['exitCode', 'signal', 'stdout', 'stderr'];
    default:
      return Object.hasOwn(fixed, kind) ? (fixed[kind] ?? null) : null;
  }
}
