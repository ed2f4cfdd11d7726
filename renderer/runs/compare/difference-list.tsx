import { isDifferent, type ComparedRound, type RunComparison } from '../../../shared/run/compare-runs.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tag } from '../../ui/status-badge.tsx';
import classes from './compare.module.css';
import { aspectWords, roundWords } from './compare-words.ts';
import { RoundDifference } from './round-difference.tsx';

type Props = {
  comparison: RunComparison;
  step: (node: string) => string;
  selected: string | null;
};

/** Every round that differs, in the order of the runs; each opens in place. The first one stands open. */
export function DifferenceList({ comparison: { rounds, first }, step, selected }: Props) {
  const differing = rounds.filter(isDifferent);
  const lit = first === null ? undefined : rounds[first];
  if (differing.length === 0) {
    return (
      <EmptyState title="Nothing differs">
        Both runs went the same way, with the same values in every step.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={classes.list}>
        {differing.map((round) => (
          <li
            key={`${round.node}#${round.visit}`}
            className={classes.item}
            data-first={round === lit || undefined}
            data-chosen={round.node === selected || undefined}
            data-step={round.node}
          >
            <Disclosure
              // Chosen on the drawing it opens; whoever closed it can close it again.
              key={String(round.node === selected)}
              startsOpen={round === lit || round.node === selected}
              label={<RoundLine round={round} name={step(round.node)} isFirst={round === lit} />}
              aside={<span className={classes.aspects}>{aspectsOf(round)}</span>}
            >
              <RoundDifference round={round} step={step} />
            </Disclosure>
          </li>
        ))}
      </ol>
      {differing.length === rounds.length ? null : (
        <Disclosure label={sameWords(rounds.length - differing.length)}>
          <p className={classes.quiet}>
            {rounds
              .filter((round) => !isDifferent(round))
              .map(({ node, visit }) => (visit > 1 ? `${step(node)} (round ${visit})` : step(node)))
              .join(' · ')}
          </p>
        </Disclosure>
      )}
    </>
  );
}

const sameWords = (count: number): string =>
  count === 1 ? '1 step is the same in both' : `${count} steps are the same in both`;

const aspectsOf = ({ left, right, differs }: ComparedRound): string =>
  left === null
    ? 'Only B'
    : right === null
      ? 'Only A'
      : differs.map((aspect) => aspectWords[aspect]).join(', ');

function RoundLine({ round, name, isFirst }: { round: ComparedRound; name: string; isFirst: boolean }) {
  const kind = round.left?.kind ?? round.right?.kind ?? 'unknown';
  return (
    <span className={classes.line}>
      <KindTile kind={kind} size={22} />
      <span className={classes.words}>{roundWords(round, name)}</span>
      {isFirst ? <Tag tone="move">First difference</Tag> : null}
    </span>
  );
}
