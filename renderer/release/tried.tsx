import { Button } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { RunDialog } from '../flow-actions/run-dialog.tsx';
import { stepName, wayOut } from '../steps/step-words.ts';
import { Part } from './part.tsx';
import classes from './tried.module.css';

/** Every decision of the draft with each way it can go, and the practice run that went it. */
export function Tried({ flow, drawing }: { flow: FlowBrief; drawing: Drawing }) {
  const tried = useCall('flows.tried', { id: flow.id }).data?.items ?? [];
  const mayRun = useMay('run');
  const [isTrying, setIsTrying] = useState(false);
  const nodes = [...new Set(tried.map(({ node }) => node))];
  if (nodes.length === 0) return null;
  return (
    <Part title="Tried in draft (this exact content)">
      {nodes.map((node) => (
        <div key={node} className={classes.gate} role="group" aria-label={stepName(drawing, node)}>
          <div className={classes.name}>{stepName(drawing, node)}</div>
          <ul className={classes.ways}>
            {tried
              .filter((one) => one.node === node)
              .map(({ port, run }) => (
                <li key={port} className={classes.way} data-tried={run !== null || undefined}>
                  {run === null ? (
                    <>
                      <IconCircleDashed size={14} aria-hidden="true" />
                      {wayOut(port)}
                      <span className={classes.not}>not yet</span>
                      {mayRun ? (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={`Try it: ${stepName(drawing, node)}, ${wayOut(port)}`}
                          onClick={() => setIsTrying(true)}
                        >
                          Try it
                        </Button>
                      ) : null}
                    </>
                  ) : (
                    <>
                      <IconCheck size={14} aria-hidden="true" />
                      <Link to={`/runs/${run}`} aria-label={`${wayOut(port)}: open the run that tried it`}>
                        {wayOut(port)}
                      </Link>
                    </>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
      {isTrying ? <RunDialog flow={flow} target="draft" onClose={() => setIsTrying(false)} /> : null}
    </Part>
  );
}
