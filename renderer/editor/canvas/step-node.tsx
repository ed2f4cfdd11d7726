import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconAlertCircle, IconAlertTriangle, IconPlus, IconWorldUpload } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { kindOf } from '../../../shared/steps/index.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useView } from '../store/view-store.ts';
import { isMain, type Way } from './face.ts';
import { entry, type StepNode } from './flow-parts.ts';
import classes from './step-node.module.css';

/** A step's card. Drawn again only when its face changes: its data keeps its identity otherwise. */
export const StepNodeView = memo(function StepNodeView({ id, data, selected }: NodeProps<StepNode>) {
  const execution = kindOf(data.kind)?.execution;
  const main = data.ways.find(isMain);
  return (
    <div
      className={classes.card}
      data-execution={execution}
      data-selected={selected || undefined}
      data-faulty={data.errors > 0 || undefined}
    >
      <Handle
        type="target"
        id={entry}
        position={Position.Left}
        className={classes.entry ?? ''}
        data-hidden={execution === 'trigger' || undefined}
        isConnectableStart={false}
      />
      {execution === 'approval' ? (
        <span className={classes.seal}>
          <Mark size={15} />
        </span>
      ) : null}
      <Badge errors={data.errors} warnings={data.warnings} />
      <div className={classes.head}>
        <KindTile kind={data.kind} size={32} />
        <div className={classes.words}>
          <div className={classes.name} title={data.name}>
            {data.name}
          </div>
          <div className={classes.summary} title={data.summary}>
            {data.summary}
          </div>
        </div>
        {data.isOutside ? (
          <IconWorldUpload
            size={14}
            className={classes.outside}
            aria-label="Changes something outside"
            role="img"
          />
        ) : null}
        {main === undefined ? null : <WayOut node={id} way={main} isWired={isWired(data.wired, main)} />}
      </div>
      {data.who === null ? null : (
        <div className={classes.who} title={data.who}>
          {data.who}
        </div>
      )}
      {data.ways
        .filter((way) => way !== main)
        .map((way) => (
          <div key={way.port} className={classes.way} data-tone={way.tone}>
            <span className={classes.wayWords}>{way.words}</span>
            <WayOut node={id} way={way} isWired={isWired(data.wired, way)} />
          </div>
        ))}
    </div>
  );
});

const isWired = (wired: string, { port }: Way): boolean => wired.split(' ').includes(port);

/** The dot of a way out: drag it to a step, or press it to choose what comes next. */
function WayOut({ node, way, isWired: hasWire }: { node: string; way: Way; isWired: boolean }) {
  const view = useView();
  const press = (event: MouseEvent): void => {
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
    <Handle
      type="source"
      id={way.port}
      position={Position.Right}
      className={classes.out ?? ''}
      data-tone={way.tone}
      data-wired={hasWire || undefined}
      title={`What comes next (${way.words})`}
      onClick={press}
      isConnectableEnd={false}
    >
      <IconPlus size={10} stroke={2.4} aria-hidden="true" />
    </Handle>
  );
}

function Badge({ errors, warnings }: { errors: number; warnings: number }) {
  if (errors > 0) {
    return (
      <span
        className={classes.badge}
        data-tone="bad"
        title={errors === 1 ? '1 problem' : `${errors} problems`}
      >
        <IconAlertCircle size={13} stroke={2} aria-hidden="true" />
        {errors}
      </span>
    );
  }
  if (warnings === 0) return null;
  return (
    <span
      className={classes.badge}
      data-tone="person"
      title={warnings === 1 ? '1 warning' : `${warnings} warnings`}
    >
      <IconAlertTriangle size={13} stroke={2} aria-hidden="true" />
      {warnings}
    </span>
  );
}
