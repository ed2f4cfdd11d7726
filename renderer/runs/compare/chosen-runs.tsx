import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Names } from '../../api/names.ts';
import classes from '../runs.module.css';

type RunItem = OutputOf<'runs.list'>['items'][number];

const most = 2;

/** Two at most: the third one takes the place of the first. Choosing one again lets it go. */
export function withChosen(chosen: readonly RunItem[], run: RunItem): RunItem[] {
  const others = chosen.filter(({ id }) => id !== run.id);
  return others.length < chosen.length ? others : [...others, run].slice(-most);
}

type Props = { runs: readonly RunItem[]; names: Names; onClear: () => void };

/** What can be done with the runs chosen in the list. Nothing while none is. */
export function ChosenRuns({ runs, names, onClear }: Props) {
  const [one, other] = runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  if (one === undefined) return null;
  const isSameFlow = other === undefined || one.flow === other.flow;
  return (
    <div className={classes.chosen} role="status">
      <span>
        {other === undefined
          ? `Choose another run of “${names.flow(one.flow)}” to compare the two.`
          : isSameFlow
            ? 'Two runs are chosen.'
            : 'These are runs of two flows. Choose two of the same one.'}
      </span>
      {other !== undefined && isSameFlow ? (
        <Button
          size="compact-sm"
          variant="filled"
          component={Link}
          to={`/runs/${one.id}/compare/${other.id}`}
        >
          Compare them
        </Button>
      ) : null}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        Choose none
      </Button>
    </div>
  );
}
