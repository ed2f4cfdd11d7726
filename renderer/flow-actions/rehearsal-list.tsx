import { IconAlertTriangle, IconFlask, IconSearch, IconWorldUpload, type Icon } from '@tabler/icons-react';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { outsideInWords, outsideOf } from '../../shared/flow/outside.ts';
import { useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import classes from './rehearsal-list.module.css';

type Item = OutputOf<'flows.rehearsal'>['items'][number];

type Props = {
  flow: string;
  target: 'draft' | 'live';
  drawing: Drawing;
  /** Where a press on a step leads to it. */
  onOpenStep?: (node: string) => void;
};

/** What a run would really do on this machine, before it is started: real changes first, always. */
export function RehearsalList({ flow, target, drawing, onOpenStep }: Props) {
  const rehearsal = useCall('flows.rehearsal', { id: flow, target });
  if (rehearsal.error !== null && rehearsal.data === undefined)
    return <ErrorNote error={rehearsal.error} what="Nobody can say what this run would really do." />;
  if (rehearsal.data === undefined) return <BlockSkeleton lines={3} />;
  const { items } = rehearsal.data;
  const writes = items.filter(({ real, changes }) => real && changes);
  const reads = items.filter(({ real, changes }) => real && !changes);
  const examples = items.filter(({ real, fails }) => !real && !fails);
  const failing = items.filter(({ fails }) => fails);
  const told = outsideInWords(
    outsideOf(drawing).filter(({ node }) => writes.some((item) => item.node === node)),
  );
  const name = (node: string): string => stepName(drawing, node);
  const open = onOpenStep === undefined ? {} : { onOpen: onOpenStep };
  return (
    <section className={classes.list} aria-label="What this run does outside">
      {writes.length === 0 ? (
        <p className={classes.calm}>
          {target === 'draft' ? 'Practice: nothing outside is changed.' : 'Nothing outside is changed.'}
        </p>
      ) : (
        <Group
          icon={IconWorldUpload}
          tone="person"
          title={`Really happens: it ${told}`}
          items={writes}
          name={name}
          {...open}
        />
      )}
      <Group icon={IconAlertTriangle} tone="bad" title="Fails here" items={failing} name={name} {...open} />
      <Group
        icon={IconSearch}
        tone="none"
        title="Really asked, changes nothing"
        items={reads}
        name={name}
        {...open}
      />
      <Group
        icon={IconFlask}
        tone="none"
        title="Answered from examples"
        items={examples}
        name={name}
        {...open}
      />
    </section>
  );
}

type GroupProps = {
  icon: Icon;
  tone: 'person' | 'bad' | 'none';
  title: string;
  items: readonly Item[];
  name: (node: string) => string;
  onOpen?: (node: string) => void;
};

function Group({ icon: GroupIcon, tone, title, items, name, onOpen }: GroupProps) {
  if (items.length === 0) return null;
  return (
    <div className={classes.group} data-tone={tone}>
      <div className={classes.title}>
        <GroupIcon size={15} aria-hidden="true" />
        {title}
      </div>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.node}>
            {onOpen === undefined ? (
              <span className={classes.item}>
                <Words item={item} name={name(item.node)} />
              </span>
            ) : (
              <button
                type="button"
                className={classes.item}
                title={`${item.why} Press to open the step.`}
                onClick={() => onOpen(item.node)}
              >
                <Words item={item} name={name(item.node)} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Words({ item, name }: { item: Item; name: string }) {
  return (
    <>
      <span className={classes.name}>{name}</span>
      <span className={classes.does}>{`${item.does}${through(item)}`}</span>
    </>
  );
}

/** What the words of the step leave open: which connection of this machine, or why it cannot work. */
function through({ kind, bound, connection, real, fails, why }: Item): string {
  if (fails) return `. ${why}`;
  if (!real) return '';
  if (bound !== null) return bound === connection ? '' : ` (connection ${bound})`;
  return kind === 'http' ? ' (its own address)' : '';
}
