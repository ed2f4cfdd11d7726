import { Radio, Stack, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { diffFlows } from '../../shared/flow/diff.ts';
import { printFlow } from '../../shared/flow/print.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { flowIdRule, isFlowId } from '../../shared/steps/names.ts';
import { useCall } from '../api/use-call.ts';
import { Changes } from '../release/changes.tsx';
import { freeName } from '../steps/names.ts';
import { DiffView } from '../ui/diff-view.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Section } from '../ui/page.tsx';
import { mappedDrawing, type Choices, type Seen } from './choices.ts';
import classes from './import.module.css';

type Props = { seen: Seen; choices: Choices; onChoose: (choices: Choices) => void };

/** Another flow has the same identifier: nothing is replaced before somebody has seen what differs and said so. */
export function ConflictPart({ seen, choices, onChoose }: Props) {
  const { drawing, existing } = seen;
  const flows = useCall('flows.list', { limit: 500 }).data?.items ?? [];
  const free = freeName(
    `${drawing.id}-2`.slice(0, 60),
    flows.map(({ id }) => id),
    '-',
  ).replace(/-2-(\d+)$/, '-$1');
  if (existing === null) return null;
  const copyId = choices.copyId ?? free;
  const isTaken = flows.some(({ id }) => id === copyId);
  return (
    <Section title="It is here already, with other content">
      <div className={classes.conflict}>
        <Radio.Group
          aria-label="Which one stays"
          value={choices.conflict}
          onChange={(picked) => {
            const conflict = picked === 'theirs' || picked === 'mine' || picked === 'copy' ? picked : null;
            onChoose({
              ...choices,
              conflict,
              against: existing.etag,
              copyId: conflict === 'copy' ? copyId : choices.copyId,
            });
          }}
        >
          <Stack gap="sm">
            <Radio
              value="theirs"
              label="Take theirs"
              description={
                existing.live === null
                  ? 'The draft becomes what is in the file.'
                  : `The draft becomes what is in the file. Live v${existing.live} goes on as it is.`
              }
            />
            <Radio value="mine" label="Keep mine" description="Nothing of this file is imported." />
            <Radio
              value="copy"
              label="Keep both"
              description="The file becomes a flow of its own, under another identifier."
            />
            {choices.conflict === 'copy' ? (
              <TextInput
                className={classes.copyId ?? ''}
                label="Identifier of the copy"
                value={copyId}
                error={
                  !isFlowId(copyId)
                    ? flowIdRule
                    : isTaken
                      ? 'A flow has this identifier. Choose another.'
                      : null
                }
                onChange={(event) => onChoose({ ...choices, copyId: event.currentTarget.value })}
              />
            ) : null}
          </Stack>
        </Radio.Group>
        <Difference seen={seen} choices={choices} mine={existing.text} />
      </div>
    </Section>
  );
}

function Difference({ seen, choices, mine }: { seen: Seen; choices: Choices; mine: string }) {
  const theirs = useMemo(() => mappedDrawing(seen, choices), [seen, choices]);
  const ours = useMemo(() => {
    const parsed = parseFlow(mine);
    return parsed.ok ? parsed.drawing : null;
  }, [mine]);
  const changes = useMemo(() => diffFlows(ours, theirs), [ours, theirs]);
  return (
    <div>
      <h3 className={classes.subtitle}>From yours to theirs</h3>
      {changes.length === 0 ? (
        <p className={classes.hint}>Only comments in the file differ.</p>
      ) : (
        <Changes before={ours} after={theirs} changes={changes} />
      )}
      <Disclosure label="The file, line by line">
        <DiffView
          before={mine}
          after={theirs === seen.drawing ? seen.text : printFlow(theirs)}
          label="The file, line by line"
        />
      </Disclosure>
    </div>
  );
}
