import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { Json } from '../../shared/json.ts';
import type { ResourceRef } from '../../shared/run/input.ts';
import { useClient } from '../api/api-provider.tsx';
import { resourcePageBytes, useResource } from '../api/use-resource.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { TextView } from '../ui/text-view.tsx';
import { sizeWords } from '../ui/times.ts';
import viewer from '../ui/viewer.module.css';
import classes from './resource-view.module.css';
import { InlineValue, type ValueKind } from './inline-value.tsx';

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** A stored value: its size and kind, its beginning, more of it on request, and a way to keep it as a file. */
export function ResourceView({
  resource,
  kind,
  label,
}: {
  resource: ResourceRef;
  kind: ValueKind;
  label: string;
}) {
  const [end, setEnd] = useState(resourcePageBytes);
  const isPicture = pictures.includes(resource.type);
  const answer = useResource(resource, isPicture ? resource.size : end, true);
  const name = resource.name ?? label;

  return (
    <div className={classes.resource}>
      <div className={classes.head}>
        <span>
          {name} · {sizeWords(resource.size)} · {resource.type}
        </span>
        <SaveButton resource={resource} name={name} />
      </div>
      {answer.error !== null ? (
        <ErrorNote error={answer.error} what="The stored value could not be read.">
          <Button size="xs" variant="subtle" onClick={() => void answer.refetch()}>
            Try again
          </Button>
        </ErrorNote>
      ) : answer.data === undefined ? (
        <BlockSkeleton lines={4} />
      ) : isPicture ? (
        <Picture bytes={answer.data.bytes} type={resource.type} name={name} />
      ) : (
        <Loaded bytes={answer.data.bytes} resource={resource} kind={kind} label={name} />
      )}
      {!isPicture && end < resource.size ? (
        <Button size="xs" variant="subtle" onClick={() => setEnd(end * 4)} loading={answer.isFetching}>
          Show more ({sizeWords(Math.min(end, resource.size))} of {sizeWords(resource.size)})
        </Button>
      ) : null}
    </div>
  );
}

type LoadedProps = { bytes: Uint8Array; resource: ResourceRef; kind: ValueKind; label: string };

function Loaded({ bytes, resource, kind, label }: LoadedProps) {
  const isText = /^text\/|json|yaml|xml|javascript/.test(resource.type);
  const text = new TextDecoder().decode(bytes);
  if (!isText && text.includes('\0'))
    return <p className={classes.hint}>This is no text. Save it to open it elsewhere.</p>;
  const isWhole = bytes.length >= resource.size;
  if (isWhole && /json/.test(resource.type)) {
    const value = parsed(text);
    if (value !== undefined)
      return <InlineValue value={value} kind={kind === 'resource' ? 'auto' : kind} label={label} />;
  }
  if (isWhole && kind === 'markdown') return <InlineValue value={text} kind="markdown" label={label} />;
  return <TextView text={text} label={label} />;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined; // it says it is JSON and is not: the text itself is shown
  }
}

function Picture({ bytes, type, name }: { bytes: Uint8Array; type: string; name: string }) {
  const show = useCallback(
    (image: HTMLImageElement): (() => void) => {
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [bytes, type],
  );
  return <img ref={show} className={viewer.image} alt={name} />;
}

function SaveButton({ resource, name }: { resource: ResourceRef; name: string }) {
  const client = useClient();
  const [error, setError] = useState<unknown>(null);
  const save = async (): Promise<void> => {
    try {
      const { bytes } = await client('resources.get', { sha256: resource.$resource });
      const url = URL.createObjectURL(
        new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }),
      );
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      URL.revokeObjectURL(url);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconDownload size={13} />}
        onClick={() => void save()}
      >
        Save as file
      </Button>
      {error === null ? null : <ErrorNote error={error} what="It could not be saved." />}
    </>
  );
}
