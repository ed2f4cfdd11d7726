import type { Drawing } from '../../shared/flow/drawing.ts';
import { kindOf } from '../../shared/steps/index.ts';
import classes from './flow-sketch.module.css';

/** As wide and high as a step is on the canvas, near enough for a picture of a thumb's size. */
const step = { width: 232, height: 84 };
const margin = 24;

/** A flow at a glance: where its steps stand, what leads where, and in amber where a person decides. */
export function FlowSketch({ drawing }: { drawing: Drawing }) {
  const steps = Object.entries(drawing.nodes).map(([name, { kind }]) => {
    const [x, y] = drawing.layout?.[name] ?? [0, 0];
    return { name, x, y, role: kindOf(kind)?.execution ?? 'effect' };
  });
  const places = new Map(steps.map((one) => [one.name, one]));
  const left = Math.min(...steps.map(({ x }) => x)) - margin;
  const top = Math.min(...steps.map(({ y }) => y)) - margin;
  const right = Math.max(...steps.map(({ x }) => x)) + step.width + margin;
  const bottom = Math.max(...steps.map(({ y }) => y)) + step.height + margin;
  const wires = drawing.edges.flatMap(({ from, port, to }) => {
    const [a, b] = [places.get(from), places.get(to)];
    // What leads back would only cross the rest at this size.
    return a === undefined || b === undefined || b.x <= a.x ? [] : [{ key: `${from}.${port}>${to}`, a, b }];
  });
  return (
    <svg
      className={classes.sketch}
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      aria-hidden="true"
      focusable="false"
    >
      {wires.map(({ key, a, b }) => {
        const [x1, y1, x2, y2] = [a.x + step.width, a.y + step.height / 2, b.x, b.y + step.height / 2];
        const middle = (x1 + x2) / 2;
        return <path key={key} className={classes.wire} d={`M${x1} ${y1}H${middle}V${y2}H${x2}`} />;
      })}
      {steps.map(({ name, x, y, role }) => (
        <rect
          key={name}
          className={classes.step}
          data-role={role}
          x={x}
          y={y}
          width={step.width}
          height={step.height}
          rx={role === 'trigger' ? step.height / 2 : 16}
        />
      ))}
    </svg>
  );
}
