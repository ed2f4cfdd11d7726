import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { readCondition, type Operand } from '../../../../shared/expression/condition.ts';
import { chipWords } from '../../../../shared/flow/offers/words.ts';
import { wayOut } from '../../../steps/step-words.ts';
import { useEditorState } from '../../store/editor-store.ts';
import { comparisonWords } from '../forms/comparison-words.ts';
import { valueText } from '../values/value-text.ts';
import classes from './test-step.module.css';
import type { StepTest } from './use-test.ts';

type Case = StepTest['cases'][number];

/** Which conditions were asked, one after the other, with the values they had, up to the one that decided. */
export function CasesView({ cases, port }: { cases: readonly Case[]; port: string | null }) {
  return (
    <ol className={classes.cases} aria-label="Conditions in their order">
      {cases.map((one) => (
        <li key={one.name} data-holds={one.holds ?? 'unknown'}>
          <span className={classes.caseHead}>
            {one.holds === null ? (
              <IconX size={14} aria-hidden="true" />
            ) : one.holds ? (
              <IconCheck size={14} aria-hidden="true" />
            ) : (
              <IconMinus size={14} aria-hidden="true" />
            )}
            <strong>{wayOut(one.name)}</strong>
            <span className={classes.quiet}>
              {one.holds === null ? 'cannot be worked out' : one.holds ? 'holds' : 'does not hold'}
            </span>
          </span>
          <Condition one={one} />
        </li>
      ))}
      {port === 'else' ? (
        <li data-holds="true">
          <span className={classes.caseHead}>
            <IconCheck size={14} aria-hidden="true" />
            <strong>{wayOut('else')}</strong>
            <span className={classes.quiet}>no condition held</span>
          </span>
        </li>
      ) : null}
    </ol>
  );
}

/** The condition in words, where menus could have made it; else its formula. Then what it read. */
function Condition({ one }: { one: Case }) {
  const drawing = useEditorState((state) => state.drawing);
  const nameOf = (source: string): string => {
    const words = chipWords(drawing, source);
    return words === null ? source : [words.owner, words.label].filter(Boolean).join(' › ');
  };
  const condition = readCondition(one.when);
  const words = condition?.rows
    .map(({ value, comparison, operand }) =>
      [nameOf(value), comparisonWords[comparison], operand === null ? '' : operandText(operand, nameOf)]
        .join(' ')
        .trim(),
    )
    .join(condition.join === 'any' ? ' or ' : ' and ');
  return (
    <span className={classes.caseBody}>
      {words === undefined ? <code>{one.when}</code> : <span>{words}</span>}
      {one.values.map(({ source, value }) => (
        <span key={source} className={classes.quiet}>
          {nameOf(source)}: <code>{valueText(value)}</code>
        </span>
      ))}
    </span>
  );
}

function operandText(operand: Operand, nameOf: (source: string) => string): string {
  if (operand.kind === 'value') return nameOf(operand.source);
  return operand.kind === 'number' ? String(operand.number) : `“${operand.text}”`;
}
