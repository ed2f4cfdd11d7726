import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { Section } from '../ui/page.tsx';
import { FigureTable } from './figure-table.tsx';
import { shareWords } from './metrics-words.ts';

/** Of the live runs that began in the period and have ended: in how many nobody decided anything, by flow. */
export function Automation({ from }: { from: string }) {
  const names = useNames();
  const flows = useCall('metrics.automation', { from }, { keepPrevious: true }).data?.items ?? [];
  if (flows.length === 0) return null;
  return (
    <Section title="Runs that went through without a person">
      <FigureTable
        label="Runs that went through without a person"
        columns={['Runs that ended', 'Nobody decided', 'Share']}
        rows={[...flows]
          .sort((left, right) => right.ended - left.ended)
          .map(({ flow, ended, alone }) => ({
            key: flow,
            head: names.flow(flow),
            share: alone / ended,
            cells: [ended, alone, shareWords(alone / ended)],
          }))}
      />
    </Section>
  );
}
