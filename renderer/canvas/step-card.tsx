import { Handle, Position } from '@xyflow/react';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconEqual,
  IconHourglassHigh,
  IconLetterA,
  IconLetterB,
  IconMinus,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconWorldUpload,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { kindOf } from '../../shared/steps/index.ts';
import { KindTile } from '../steps/kind-tile.tsx';
import { Mark } from '../ui/mark.tsx';
import type { Tone } from '../ui/tone.ts';
import { isMain, type Way } from './face.ts';
import { entry } from './flow-parts.ts';
import type { StepMark } from './marks.ts';
import type { StepFace } from './step-face.ts';
import classes from './step-card.module.css';

type Props = {
  data: StepFace;
  isSelected: boolean;
  /** The dot of a way out. */
  renderWay: (way: Way, isWired: boolean) => ReactNode;
};

/** A step as it stands on a canvas. */
export function StepCard({ data, isSelected, renderWay }: Props) {
  const execution = kindOf(data.kind)?.execution;
  const main = data.ways.find(isMain);
  return (
    <div
      className={classes.card}
      data-execution={execution}
      data-selected={isSelected || undefined}
      data-faulty={data.errors > 0 || undefined}
      data-mark={data.mark?.tone}
      data-moving={data.mark?.isMoving}
      data-sign={data.mark?.sign}
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
      {data.mark === null ? null : <MarkTag mark={data.mark} />}
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
        {main === undefined ? null : renderWay(main, isWired(data.wired, main))}
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
            {renderWay(way, isWired(data.wired, way))}
          </div>
        ))}
    </div>
  );
}

const isWired = (wired: string, { port }: Way): boolean => wired.split(' ').includes(port);

const markIcons: Record<Tone, Icon> = {
  good: IconCheck,
  bad: IconX,
  person: IconHourglassHigh,
  move: IconPlayerPlay,
  none: IconCircleDashed,
};

const signIcons: Record<NonNullable<StepMark['sign']>, Icon> = {
  added: IconPlus,
  changed: IconPencil,
  removed: IconMinus,
  same: IconEqual,
  left: IconLetterA,
  right: IconLetterB,
};

function MarkTag({ mark }: { mark: StepMark }) {
  const MarkIcon = mark.sign === undefined ? markIcons[mark.tone] : signIcons[mark.sign];
  return (
    <span className={classes.mark} data-tone={mark.tone}>
      <MarkIcon size={12} stroke={2.2} aria-hidden="true" />
      {mark.words}
    </span>
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
