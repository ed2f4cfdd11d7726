import type { ReactNode } from 'react';
import { outsideInWords } from '../../shared/flow/outside.ts';
import { DrawingView } from '../canvas/drawing-view.tsx';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import { stepName } from '../steps/step-words.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { Seen } from './choices.ts';
import classes from './import.module.css';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Name, sense, size, origin, and what it would change outside: before anything is stored. */
export function WhatItIs({ file, seen }: { file: ChosenFile; seen: Seen }) {
  const { drawing, outside } = seen;
  const nodes = Object.values(drawing.nodes);
  const approvals = nodes.filter(({ kind }) => kind === 'approval').length;
  return (
    <Section title={drawing.name ?? drawing.id}>
      {drawing.description === undefined ? null : <p className={classes.hint}>{drawing.description}</p>}
      <Facts
        facts={[
          ['File', file.name],
          [
            'Steps',
            `${counted(nodes.length, 'step')}, ${approvals === 0 ? 'nobody has to decide' : counted(approvals, 'approval')}`,
          ],
          ['Comes from', <Origin key="origin" seen={seen} />],
          [
            'Outside',
            <strong key="outside">
              {outside.length === 0 ? 'Changes nothing' : startBig(outsideInWords(outside))}
            </strong>,
          ],
        ]}
      />
      {outside.length === 0 ? null : (
        <Disclosure label="Step by step">
          <ul className={classes.outside}>
            {outside.map(({ node, does }) => (
              <li key={node}>
                <span>{stepName(drawing, node)}</span>
                <span className={classes.does}>{does}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <div className={classes.canvas}>
        <DrawingView drawing={drawing} label="The flow in the file" />
      </div>
    </Section>
  );
}

const startBig = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function Origin({ seen: { origin, existing, drawing } }: { seen: Seen }): ReactNode {
  const known = existing?.same === true ? ' The very same draft is here already.' : '';
  if (origin === null) return `Unknown: the file names no version.${known}`;
  const version = origin.flow === drawing.id ? `v${origin.version}` : `v${origin.version} of ${origin.flow}`;
  return (
    <>
      {origin.state === 'matches' ? `Matches ${version}` : `Changed since ${version}`}, released{' '}
      <TimeAgo at={origin.at} />.{origin.here ? ' That version is on this machine too.' : ''}
      {known}
    </>
  );
}
