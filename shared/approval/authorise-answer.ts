import { AppError } from '../errors.ts';
import { fieldProblem } from '../flow/problem.ts';
import type { Json } from '../json.ts';
import type { ApprovalState } from '../run/state.ts';
import { checkField } from '../steps/field-value.ts';
import { labelOf } from '../steps/label.ts';
import type { Card } from './proposal.ts';
import { listed, startSmall } from './words.ts';

/** Words that mean a decision everywhere, so that one the card does not offer is told apart from a misspelt one. */
const knownDecisions: readonly string[] = ['approved', 'declined', 'changes', 'timeout'];

/** Every decision a person may make on this card. */
export function offeredDecisions(card: Card): string[] {
  return [
    'approved',
    'declined',
    ...(card.offersChanges ? ['changes'] : []),
    ...card.alternatives.map(({ name }) => name),
  ];
}

/** Whether what was said fits the card: an offered decision, a comment where one is needed, valid edits. */
export function refuseAnswer(
  { card }: ApprovalState,
  said: { decision: string; comment: string | null; values: Record<string, Json> | null },
): AppError | null {
  return (
    refuseDecision(card, said.decision) ?? refuseSilence(card, said) ?? refuseValues(card, said.values ?? {})
  );
}

function refuseDecision(card: Card, decision: string): AppError | null {
  const offered = offeredDecisions(card);
  if (offered.includes(decision)) return null;
  const fix = `Use ${listed(offered, 'or')}.`;
  if (decision === 'changes') {
    return new AppError(
      'not_offered',
      'This card cannot be sent back for changes: its flow has no way on from there.',
      { fix },
    );
  }
  const maybeAlternative = card.alternatives.length > 0 && /^[a-z][a-z0-9_-]{0,63}$/.test(decision);
  if (knownDecisions.includes(decision) || maybeAlternative) {
    return new AppError('not_offered', `This card does not offer “${decision}”.`, { fix });
  }
  return new AppError('malformed', `“${decision.slice(0, 64)}” is not a decision.`, { fix });
}

function refuseSilence(card: Card, said: { decision: string; comment: string | null }): AppError | null {
  const { comment: rule } = card.require;
  const needed = rule === 'always' || (rule === 'on-decline' && said.decision === 'declined');
  if (!needed || (said.comment ?? '').trim() !== '') return null;
  const message =
    rule === 'always'
      ? 'Every decision on this card needs a comment.'
      : 'Declining this card needs a comment.';
  return new AppError('comment_required', message, {
    fix: 'Say why in a sentence; it travels on with the decision.',
  });
}

function refuseValues(card: Card, values: Record<string, Json>): AppError | null {
  const problems = Object.entries(values).flatMap(([name, value]): { field: string; message: string }[] => {
    const editable = Object.hasOwn(card.editable, name) ? card.editable[name] : undefined;
    if (editable === undefined) return [{ field: name, message: `“${name}” cannot be edited on this card.` }];
    return checkField(editable.field, value).map(({ path, message }) => ({
      field: path === '' ? name : `${name}.${path}`,
      message: `“${labelOf(name, editable.field)}”${path === '' ? '' : ` (${path})`} ${startSmall(message)}`,
    }));
  });
  const [first] = problems;
  if (first === undefined) return null;
  const editable = Object.keys(card.editable);
  const fix =
    editable.length === 0
      ? 'Decide without values: nothing on this card can be edited.'
      : `Correct the value. ${listed(editable)} can be edited.`;
  return new AppError('invalid_input', first.message, {
    fix,
    details: problems.map(({ field, message }) => fieldProblem(field, message, fix)),
  });
}
