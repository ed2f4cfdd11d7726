import type { Drawing, DrawingNode } from '../../shared/flow/drawing.ts';
import { changesOutside } from '../../shared/flow/outside.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { stepName, stepSummary } from '../steps/step-words.ts';
import { isApproval, waysOf, type Way } from './face.ts';
import type { StepMark } from './marks.ts';

/** What a step's card shows. */
export type StepFace = {
  kind: string;
  name: string;
  summary: string;
  /** Who may decide; null where nobody is asked. */
  who: string | null;
  ways: Way[];
  wired: string;
  isOutside: boolean;
  errors: number;
  warnings: number;
  mark: StepMark | null;
};
export type People = { person: (id: string) => string; pool: (id: string) => string };

function whoDecides(node: DrawingNode, { person, pool }: People): string | null {
  if (!isApproval(node)) return null;
  const assign = node.config?.['assign'];
  const list = (key: string): string[] => {
    const names: Json | undefined = isJsonObject(assign) ? assign[key] : undefined;
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  };
  const names = [...list('pools').map(pool), ...list('people').map(person)];
  return names.length === 0
    ? 'The owner decides'
    : `${names.join(', ')} decide${names.length === 1 && list('pools').length === 0 ? 's' : ''}`;
}

/** What an approval asks; values are left open. Who is asked has a line of its own. */
function questionOf(node: DrawingNode): string | null {
  const title = node.config?.['title'];
  return isApproval(node) && typeof title === 'string' && title !== ''
    ? title.replaceAll(/{{.*?}}/gs, '…')
    : null;
}

/** Problems of a step as two numbers in one word: `2 1`. */
export function countProblems(problems: readonly Problem[]): Map<string, string> {
  const counts = new Map<string, [number, number]>();
  for (const { node, severity } of problems) {
    if (node === undefined) continue;
    const [errors, warnings] = counts.get(node) ?? [0, 0];
    counts.set(node, severity === 'error' ? [errors + 1, warnings] : [errors, warnings + 1]);
  }
  return new Map([...counts].map(([name, [errors, warnings]]) => [name, `${errors} ${warnings}`]));
}

export function faceOf(
  drawing: Drawing,
  name: string,
  node: DrawingNode,
  wired: string,
  found: string,
  people: People,
  mark: StepMark | null,
): StepFace {
  const ways = waysOf(node, wired);
  const [errors, warnings] = found.split(' ').map(Number);
  return {
    kind: node.kind,
    name: stepName(drawing, name),
    summary: questionOf(node) ?? stepSummary(node),
    who: whoDecides(node, people),
    ways,
    wired,
    isOutside: changesOutside(node),
    errors: errors ?? 0,
    warnings: warnings ?? 0,
    mark,
  };
}

export function spoken(face: StepFace): string {
  const parts = [face.name, kindOf(face.kind)?.title ?? face.kind, face.summary];
  if (face.who !== null) parts.push(face.who);
  if (face.isOutside) parts.push('changes something outside');
  if (face.mark !== null) parts.push(face.mark.words);
  if (face.errors > 0) parts.push(face.errors === 1 ? '1 problem' : `${face.errors} problems`);
  return parts.join(', ');
}
