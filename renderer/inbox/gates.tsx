import { Link } from 'wouter';
import { labelOf } from '../../shared/steps/label.ts';
import { useNames } from '../api/names.ts';
import { Section } from '../ui/page.tsx';
import { durationWords } from '../ui/times.ts';
import { FigureTable } from './figure-table.tsx';
import { alwaysApproved, oftenApproved, slowestFirst, type Gate } from './metrics-words.ts';
import classes from './numbers.module.css';

/** The steps that ask, the slowest first: where decisions take long, and where the answer is always yes. */
export function Gates({ gates }: { gates: readonly Gate[] }) {
  const names = useNames();
  const nameOf = ({ flow, node }: Gate): string => `${names.flow(flow)}: ${labelOf(node)}`;
  const sorted = slowestFirst(gates);
  const longest = Math.max(1, ...gates.map(({ medianMs }) => medianMs ?? 0));
  const easy = gates.filter(alwaysApproved);
  return (
    <Section title="Steps that ask, the slowest first">
      <FigureTable
        label="Steps that ask"
        columns={[
          'Half within',
          '19 of 20 within',
          'Decided',
          'Changed',
          'Not approved',
          'Too late',
          'Remarks',
        ]}
        rows={sorted.map((gate) => ({
          key: gate.key,
          head: (
            <Link to={`/flows/${encodeURIComponent(gate.flow)}`} className={classes.gate}>
              {nameOf(gate)}
            </Link>
          ),
          share: (gate.medianMs ?? 0) / longest,
          cells: [
            timeOf(gate.medianMs),
            timeOf(gate.p95Ms),
            gate.decided,
            gate.edited,
            gate.decided - gate.approved,
            gate.overdue,
            gate.remarks,
          ],
        }))}
      />
      {easy.length === 0 ? null : (
        <div className={classes.easy}>
          <p className={classes.note}>
            Approved {oftenApproved} times or more, never changed and never refused. Perhaps these need no
            question, or a lighter one:
          </p>
          <ul>
            {easy.map((gate) => (
              <li key={gate.key}>
                {nameOf(gate)}, approved {gate.approved} times{' '}
                <Link
                  to={`/flows/${encodeURIComponent(gate.flow)}/edit?step=${encodeURIComponent(gate.node)}`}
                  aria-label={`Change how much it matters: ${nameOf(gate)}`}
                >
                  Change how much it matters
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

const timeOf = (ms: number | null): string => (ms === null ? '' : durationWords(ms));
