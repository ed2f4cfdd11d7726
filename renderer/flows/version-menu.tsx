import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCloudOff,
  IconDots,
  IconDownload,
  IconGitCompare,
  IconRocket,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useClient } from '../api/api-provider.tsx';
import { useMay } from '../api/names.ts';
import { useTakeOffline } from '../flow-actions/use-take-offline.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { GoLiveDialog } from '../release/go-live-dialog.tsx';
import { announceError } from '../ui/announce.tsx';
import { saveFile } from '../ui/save-file.ts';
import { RestoreDialog } from './restore-dialog.tsx';

export type Release = OutputOf<'flows.releases'>['items'][number];

/** What can be done with a released version. */
export function VersionMenu({
  flow,
  release,
}: {
  flow: FlowBrief;
  release: Pick<Release, 'version' | 'live'>;
}) {
  const client = useClient();
  const mayRelease = useMay('release');
  const mayAuthor = useMay('author');
  const takeOffline = useTakeOffline(flow);
  const [asked, setAsked] = useState<'live' | 'restore' | null>(null);
  const { version } = release;
  const isBack = flow.live !== null && version < flow.live;

  const keepFile = async (): Promise<void> => {
    try {
      const { text } = await client('flows.export', { id: flow.id, from: version });
      saveFile(`${flow.id}-v${version}.flow.yaml`, text, 'application/yaml');
    } catch (error) {
      announceError('The file could not be made.', error);
    }
  };

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={`More for v${version}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!mayRelease ? null : release.live ? (
            <Menu.Item leftSection={<IconCloudOff size={15} />} onClick={takeOffline}>
              Take offline…
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconRocket size={15} />} onClick={() => setAsked('live')}>
              {isBack ? `Roll back to v${version}…` : `Go live with v${version}…`}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconGitCompare size={15} />}
            component={Link}
            to={`/flows/${flow.id}/versions?from=${version}&to=draft`}
          >
            Compare with the draft
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void keepFile()}>
            Export v{version}
          </Menu.Item>
          {mayAuthor ? (
            <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={() => setAsked('restore')}>
              Restore as draft…
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asked === 'live' ? (
        <GoLiveDialog flow={flow} version={version} onClose={() => setAsked(null)} />
      ) : asked === 'restore' ? (
        <RestoreDialog flow={flow} version={version} onClose={() => setAsked(null)} />
      ) : null}
    </>
  );
}
