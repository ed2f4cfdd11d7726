import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing, DrawingNode, Edge } from '../../shared/flow/drawing.ts';
import { changesOutside } from '../../shared/flow/outside.ts';
import { KindTile } from '../steps/kind-tile.tsx';
import { stepName, stepSummary, wayOut } from '../steps/step-words.ts';
import { Tag } from '../ui/status-badge.tsx';
import { decidersOf } from './deciders.ts';
import classes from './steps-list.module.css';

type Problem = OutputOf<'flows.get'>['problems'][number];

/** The flow as a list to read, in drawing order: what each step does and where it leads. */
export function StepsList({ drawing, problems }: { drawing: Drawing; problems: readonly Problem[] }) {
  return (
    <ol className={classes.steps}>
      {Object.entries(drawing.nodes).map(([name, node]) => (
        <Step
          key={name}
          name={name}
          node={node}
          drawing={drawing}
          problems={
            problems.filter((problem) => problem.node === name && problem.severity === 'error').length
          }
        />
      ))}
    </ol>
  );
}

type StepProps = { name: string; node: DrawingNode; drawing: Drawing; problems: number };

function Step({ name, node, drawing, problems }: StepProps) {
  const ways = drawing.edges.filter(({ from }) => from === name);
  const deciders = decidersOf(node);
  return (
    <li className={classes.step} id={`step-${name}`}>
      <KindTile kind={node.kind} size={28} />
      <div className={classes.what}>
        <div className={classes.name}>
          {stepName(drawing, name)}
          {changesOutside(node) ? <Tag tone="move">Changes something outside</Tag> : null}
          {problems === 0 ? null : (
            <Tag tone="bad">{problems === 1 ? '1 problem' : `${problems} problems`}</Tag>
          )}
        </div>
        <div className={classes.summary}>
          {stepSummary(node)}
          {deciders === null ? null : ` · ${deciders}`}
        </div>
        {node.note === undefined ? null : <div className={classes.note}>{node.note}</div>}
      </div>
      <Ways ways={ways} drawing={drawing} />
    </li>
  );
}

function Ways({ ways, drawing }: { ways: Edge[]; drawing: Drawing }) {
  if (ways.length === 0) return <div className={classes.ways}>Ends here</div>;
  return (
    <ul className={classes.ways}>
      {ways.map(({ port, to }, index) => (
        <li key={index} data-way={port}>
          <span className={classes.way}>{wayOut(port)}</span>
          <a href={`#step-${to}`} className={classes.to}>
            {stepName(drawing, to)}
          </a>
        </li>
      ))}
    </ul>
  );
}
