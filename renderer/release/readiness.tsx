import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useMay } from '../api/names.ts';
import { fixOf } from '../steps/problem-fix.ts';
import { stepName } from '../steps/step-words.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { ConnectionChoice } from './connection-choice.tsx';
import { Part } from './part.tsx';

export type ReadinessItem = OutputOf<'flows.readiness'>['items'][number];

const aboutPeople = new Set([
  'too_few_people',
  'pool_undefined',
  'pool_empty',
  'pool_of_one',
  'person_unknown',
]);

type Props = { flow: string; drawing: Drawing; items: readonly ReadinessItem[] };

/** What this machine still needs before the flow goes live, each with what mends it. */
export function Readiness({ flow, drawing, items }: Props) {
  const mayBind = useMay('connections');
  const maySetPeople = useMay('workspace');
  const [slot, setSlot] = useState<string | null>(null);
  const place = slot === null ? undefined : drawing.connections?.[slot];
  if (items.length === 0) return null;

  const action = (item: ReadinessItem) => {
    if (item.slot !== undefined && mayBind && drawing.connections?.[item.slot] !== undefined) {
      return (
        <Button
          size="compact-sm"
          aria-label={`Choose the connection ${item.slot}`}
          onClick={() => setSlot(item.slot ?? null)}
        >
          Choose…
        </Button>
      );
    }
    if (!aboutPeople.has(item.code) || !maySetPeople) return null;
    return (
      <Button size="compact-sm" component={Link} to="/settings">
        Open Settings
      </Button>
    );
  };

  return (
    <Part title="Before it goes live here">
      <ProblemList
        problems={items.map((item) => ({ ...item, fix: fixOf(item) }))}
        nodeName={(node) => stepName(drawing, node)}
        action={action}
      />
      {slot === null || place === undefined ? null : (
        <ConnectionChoice flow={flow} slot={slot} kind={place.kind} onClose={() => setSlot(null)} />
      )}
    </Part>
  );
}
