import type { Json } from '../../../shared/json.ts';
import type { ComparedRound, ComparedStep, RoundAspect } from '../../../shared/run/compare-runs.ts';
import { isResourceRef } from '../../../shared/run/input.ts';
import { SidesView } from '../../ui/sides-view.tsx';
import { ValueView } from '../../values/value-view.tsx';
import classes from './compare.module.css';
import { aspectWords, stateWords, took, wayWords } from './compare-words.ts';

type Props = { round: ComparedRound; step: (node: string) => string };

/** Both values of everything that differs in a round, beside each other. */
export function RoundDifference({ round: { left, right, differs }, step }: Props) {
  if (left === null || right === null) {
    const only = left ?? right;
    return only === null ? null : <OnlyOne one={only} letter={left === null ? 'B' : 'A'} step={step} />;
  }
  // The state says with a word what the error below says in full.
  const shown = differs.filter((aspect) => aspect !== 'state' || !differs.includes('error'));
  return (
    <div className={classes.differences}>
      {shown.map((aspect) => (
        <section key={aspect} aria-label={aspectWords[aspect]}>
          <h3 className={classes.aspect}>{aspectWords[aspect]}</h3>
          <Both left={valueOf(left, aspect)} right={valueOf(right, aspect)} label={aspectWords[aspect]} />
        </section>
      ))}
    </div>
  );
}

function valueOf(step: ComparedStep, aspect: RoundAspect): Json {
  switch (aspect) {
    case 'input':
      return step.input;
    case 'output':
      return step.output;
    case 'state':
      return stateWords(step);
    case 'way':
      return wayWords(step);
    case 'error':
      return step.error === null ? `none: ${stateWords(step)}` : step.error.message;
    case 'time':
      return took(step);
  }
}

const sides = ['A', 'B'] as const;

/** Stored values are loaded in parts, so they stand beside each other as they are. */
function Both({ left, right, label }: { left: Json; right: Json; label: string }) {
  if (!isResourceRef(left) && !isResourceRef(right))
    return <SidesView left={left} right={right} names={sides} label={`${label}, A and B`} />;
  return (
    <div className={classes.values}>
      <ValueView value={left} label={`${label} in A`} />
      <ValueView value={right} label={`${label} in B`} />
    </div>
  );
}

function OnlyOne({ one, letter, step }: { one: ComparedStep; letter: 'A' | 'B'; step: Props['step'] }) {
  const from = one.from.map(({ node }) => step(node)).join(', ');
  return (
    <div className={classes.differences}>
      <p className={classes.quiet}>
        {letter === 'A' ? 'B' : 'A'} did not come here.
        {from === '' ? '' : ` ${letter} came from ${from}`}
        {from === '' ? '' : '.'}
      </p>
      {one.error === null ? null : <p>{one.error.message}</p>}
      {one.output === null ? null : (
        <section aria-label="Output">
          <h3 className={classes.aspect}>Output in {letter}</h3>
          <ValueView value={one.output} label={`Output in ${letter}`} />
        </section>
      )}
    </div>
  );
}
