import { IconCheck, IconEye } from '@tabler/icons-react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Json } from '../../shared/json.ts';
import { isResourceRef, type ResourceRef } from '../../shared/run/input.ts';
import { resourcePageBytes, useResource } from '../api/use-resource.ts';
import { DiffView } from '../ui/diff-view.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { sizeWords } from '../ui/times.ts';
import { ValueView } from '../values/value-view.tsx';
import { bringIntoSight } from './bring-into-sight.ts';
import { CardPart } from './card-part.tsx';
import { mustOpen } from './card-words.ts';
import classes from './card.module.css';
import type { Answer } from './use-answer.ts';

type Item = Approval['show'][number];
type Props = { card: Approval; answer: Answer };

/** Differences are the change; where there is none, the first thing a reader would see is. */
const isPreview = (item: Item): boolean => item.kind === 'markdown' || item.kind === 'image';
function changesOf(card: Approval): Item[] {
  const diffs = card.show.filter(({ kind }) => kind === 'diff');
  return diffs.length > 0 ? diffs : card.show.filter(isPreview).slice(0, 1);
}

export function ChangePart({ card, answer }: Props) {
  const items = changesOf(card);
  return items.length === 0 ? null : (
    <CardPart title="The change">
      <Items items={items} card={card} answer={answer} startsOpen />
    </CardPart>
  );
}

export function EvidencePart({ card, answer }: Props) {
  const changes = changesOf(card);
  const items = card.show.filter((item) => !changes.includes(item));
  return items.length === 0 ? null : (
    <CardPart title="Evidence">
      <Items items={items} card={card} answer={answer} startsOpen={false} />
    </CardPart>
  );
}

/** What has to be opened starts closed: opening it is what shows that it was looked at. */
function Items({ items, card, answer, startsOpen }: Props & { items: Item[]; startsOpen: boolean }) {
  const required = mustOpen(card);
  return items.map((item, index) => {
    const isRequired = required.includes(item.label);
    const isOpened = answer.opened.has(item.label);
    return (
      <div key={index} className={classes.item} data-evidence={item.label}>
        <Disclosure
          key={String(answer.isStale)}
          label={<strong className={classes.itemLabel}>{item.label}</strong>}
          startsOpen={startsOpen && !isRequired}
          onOpen={() => {
            answer.open(item.label);
            bringEvidence(item.label);
          }}
          aside={
            isRequired && card.status === 'pending' ? (
              <span className={classes.required} data-opened={isOpened || undefined}>
                {isOpened ? (
                  <IconCheck size={14} aria-hidden="true" />
                ) : (
                  <IconEye size={14} aria-hidden="true" />
                )}
                {isOpened ? 'Opened' : 'Open before approving'}
              </span>
            ) : (
              <span className={classes.quiet}>{sizeOf(item)}</span>
            )
          }
        >
          <div className={classes.itemBody}>
            {item.kind === 'diff' ? (
              <Difference before={item.before} after={item.after} label={item.label} />
            ) : (
              <ValueView value={item.value} kind={item.kind} label={item.label} />
            )}
          </div>
        </Disclosure>
      </div>
    );
  });
}

/** What was opened is what is read next: it goes to the top of the card once it is drawn. */
function bringEvidence(label: string): void {
  requestAnimationFrame(() =>
    bringIntoSight(document.querySelector(`[data-evidence="${CSS.escape(label)}"]`)),
  );
}

function sizeOf(item: Item): string {
  const value = item.kind === 'diff' ? item.after : item.value;
  if (isResourceRef(value)) return sizeWords(value.size);
  if (typeof value !== 'string') return '';
  const lines = value.trimEnd().split('\n').length;
  return lines === 1 ? '1 line' : `${lines} lines`;
}

function Difference({ before, after, label }: { before: Json; after: Json; label: string }) {
  if (!isResourceRef(before) && !isResourceRef(after))
    return <DiffView before={before} after={after} label={label} />;
  return <StoredDifference before={before} after={after} label={label} />;
}

const noResource: ResourceRef = { $resource: '', size: 0, type: '' };

/** Big sides are files: compared as far as one page of each, and said where there is more. */
function StoredDifference({ before, after, label }: { before: Json; after: Json; label: string }) {
  const isStoredBefore = isResourceRef(before);
  const isStoredAfter = isResourceRef(after);
  const left = useResource(isStoredBefore ? before : noResource, resourcePageBytes, isStoredBefore);
  const right = useResource(isStoredAfter ? after : noResource, resourcePageBytes, isStoredAfter);
  const error = left.error ?? right.error;
  if (error !== null) return <ErrorNote error={error} what="The stored text could not be read." />;
  if ((isStoredBefore && left.data === undefined) || (isStoredAfter && right.data === undefined))
    return <BlockSkeleton />;
  const text = (side: Json, bytes: Uint8Array | undefined): Json =>
    isResourceRef(side) ? new TextDecoder().decode(bytes) : side;
  const isCut = [before, after].some((side) => isResourceRef(side) && side.size > resourcePageBytes);
  return (
    <>
      <DiffView
        before={text(before, left.data?.bytes)}
        after={text(after, right.data?.bytes)}
        label={label}
      />
      {isCut ? (
        <div className={classes.note}>
          <p>This is the first {sizeWords(resourcePageBytes)} of each side. The whole of it:</p>
          <ValueView value={after} label={label} />
        </div>
      ) : null}
    </>
  );
}
