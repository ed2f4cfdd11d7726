import { Link } from 'wouter';
import type { Names } from '../../api/names.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { StatusBadge, Tag } from '../../ui/status-badge.tsx';
import { Moment } from '../../ui/moment.tsx';
import { durationWords } from '../../ui/times.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './compare.module.css';

type Props = { left: Run; right: Run; names: Names };

/** Which is A and which is B. */
export function BothRuns({ left, right, names }: Props) {
  return (
    <div className={classes.both}>
      <OneSide letter="A" run={left} names={names} />
      <OneSide letter="B" run={right} names={names} />
    </div>
  );
}

function OneSide({ letter, run, names }: { letter: 'A' | 'B'; run: Run; names: Names }) {
  const now = useNow();
  const took = (run.endedAt === null ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt);
  const who = names.isMe(run.startedBy) ? 'you' : names.person(run.startedBy);
  return (
    <section className={classes.one} aria-label={`Run ${letter}`} data-letter={letter}>
      <span className={classes.letter} aria-hidden="true">
        {letter}
      </span>
      <div className={classes.oneWords}>
        <div className={classes.oneHead}>
          <Link to={`/runs/${run.id}`}>
            <Moment at={run.startedAt} />
          </Link>
          {run.version === null ? <Tag tone="person">Draft</Tag> : <Tag>{`v${run.version}`}</Tag>}
          <StatusBadge status={run.status} quiet />
        </div>
        <div className={classes.quiet}>
          {run.endedAt === null ? 'For' : 'Took'} {durationWords(took)}, started by {who}
        </div>
      </div>
    </section>
  );
}
