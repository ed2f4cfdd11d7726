import type { NodeProps } from '@xyflow/react';
import { IconPlus } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import type { Way } from '../../canvas/face.ts';
import type { StepNode } from '../../canvas/flow-parts.ts';
import { StepCard } from '../../canvas/step-card.tsx';
import { WayDot } from '../../canvas/way-dot.tsx';
import { useView } from '../store/view-store.ts';

/** A step's card. Drawn again only when its face changes: its data keeps its identity otherwise. */
export const StepNodeView = memo(function StepNodeView({ id, data, selected }: NodeProps<StepNode>) {
  return (
    <StepCard
      data={data}
      isSelected={selected}
      renderWay={(way, isWired) => <WayOut key={way.port} node={id} way={way} isWired={isWired} />}
    />
  );
});

/** The dot of a way out: drag it to a step, or press it to choose what comes next. */
function WayOut({ node, way, isWired }: { node: string; way: Way; isWired: boolean }) {
  const view = useView();
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    view.setState({
      chooser: {
        screen: { x: event.clientX + 12, y: event.clientY - 24 },
        at: null,
        after: { from: node, port: way.port, place: 'between' },
      },
    });
  };
  return (
    <WayDot way={way} isWired={isWired} press={{ title: `What comes next (${way.words})`, onClick }}>
      <IconPlus size={10} stroke={2.4} aria-hidden="true" />
    </WayDot>
  );
}
