import { ActionIcon, Button, Menu, Modal } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconDownload, IconGitCompare, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useClient } from '../api/api-provider.tsx';
import { useMay, useNames } from '../api/names.ts';
import { useAct, useCall, useList } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { confirm } from '../ui/confirm.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { saveFile } from '../ui/save-file.ts';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { Changes } from '../flow-actions/changes.tsx';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import classes from './versions.module.css';

type Release = OutputOf<'flows.releases'>['items'][number];

/** Released versions, newest first, with what can be done with each. */
export function Versions({ flow, etag }: { flow: FlowBrief; etag: string }) {
  const releases = useList('flows.releases', { id: flow.id, limit: 20 });
  const [compared, setCompared] = useState<number | null>(null);
  const items = releases.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title="Versions">
      {releases.error === null ? null : (
        <ErrorNote error={releases.error} what="The versions could not be loaded." />
      )}
      {items.length === 0 && releases.data !== undefined ? (
        <p className={classes.none}>
          Nothing is released yet. A released version never changes; the draft goes on freely.
        </p>
      ) : (
        <ul className={classes.list}>
          {items.map((release) => (
            <Version
              key={release.version}
              flow={flow}
              etag={etag}
              release={release}
              onCompare={() => setCompared(release.version)}
            />
          ))}
        </ul>
      )}
      {releases.hasNextPage ? (
        <Button
          variant="subtle"
          size="xs"
          loading={releases.isFetchingNextPage}
          onClick={() => void releases.fetchNextPage()}
        >
          Show older versions
        </Button>
      ) : null}
      {compared === null ? null : (
        <Comparison flow={flow} version={compared} onClose={() => setCompared(null)} />
      )}
    </Section>
  );
}

type VersionProps = { flow: FlowBrief; etag: string; release: Release; onCompare: () => void };

function Version({ flow, etag, release, onCompare }: VersionProps) {
  const names = useNames();
  return (
    <li className={classes.version}>
      <span className={classes.number}>v{release.version}</span>
      <span className={classes.words}>
        {release.notes === '' ? <span className={classes.none}>No note</span> : release.notes}
        <span className={classes.by}>
          {names.person(release.author)}, <TimeAgo at={release.at} />
        </span>
      </span>
      {release.live ? <Tag tone="good">Live</Tag> : null}
      <VersionMenu flow={flow} etag={etag} release={release} onCompare={onCompare} />
    </li>
  );
}

function VersionMenu({ flow, etag, release, onCompare }: VersionProps) {
  const client = useClient();
  const mayRelease = useMay('release');
  const mayAuthor = useMay('author');
  const setLive = useAct('flows.setLive');
  const save = useAct('flows.save');
  const { version } = release;

  const goLive = (): void =>
    setLive.mutate(
      { id: flow.id, version },
      {
        onSuccess: () => announce(`“${flow.name}” v${version} is live.`),
        onError: (error) => announceError('The live version stays as it was.', error),
      },
    );

  const keepFile = async (): Promise<void> => {
    try {
      const { text } = await client('flows.export', { id: flow.id, from: version });
      saveFile(`${flow.id}-v${version}.flow.yaml`, text, 'application/yaml');
    } catch (error) {
      announceError('The file could not be made.', error);
    }
  };

  const restore = async (): Promise<void> => {
    try {
      const { text } = await client('flows.releaseOf', { id: flow.id, version });
      await save.mutateAsync({ id: flow.id, text, ifMatch: etag });
      announce(`The draft is v${version} again.`);
    } catch (error) {
      announceError('The draft stays as it was.', error);
    }
  };

  const askToRestore = (): void =>
    confirm({
      title: `Make v${version} the draft again?`,
      children: 'What is in the draft now is replaced. Released versions stay.',
      verb: `Restore v${version}`,
      onConfirm: () => void restore(),
    });

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} aria-label={`More for v${version}`}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayRelease && !release.live ? (
          <Menu.Item leftSection={<IconRocket size={15} />} onClick={goLive}>
            Go live with v{version}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconGitCompare size={15} />} onClick={onCompare}>
          Compare with the draft
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void keepFile()}>
          Export v{version}
        </Menu.Item>
        {mayAuthor ? (
          <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={askToRestore}>
            Restore as draft…
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Comparison({ flow, version, onClose }: { flow: FlowBrief; version: number; onClose: () => void }) {
  const diff = useCall('flows.diff', { id: flow.id, from: version, to: 'draft' });
  return (
    <Modal opened onClose={onClose} title={`From v${version} to the draft`} size="xl">
      {diff.error !== null ? (
        <ErrorNote error={diff.error} what="The difference could not be told." />
      ) : diff.data === undefined ? (
        <BlockSkeleton />
      ) : (
        <>
          <Changes changes={diff.data.items} />
          {diff.data.items.length === 0 ? null : (
            <Disclosure label="The file, line by line">
              <DiffView
                before={diff.data.from?.text ?? ''}
                after={diff.data.to.text}
                label="The file, line by line"
              />
            </Disclosure>
          )}
        </>
      )}
    </Modal>
  );
}
