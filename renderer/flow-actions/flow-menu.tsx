import { ActionIcon, Menu } from '@mantine/core';
import { IconCloudOff, IconDots, IconDownload, IconRocket, IconTag, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useClient } from '../api/api-provider.tsx';
import { useMay } from '../api/names.ts';
import { useAct } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { confirm } from '../ui/confirm.tsx';
import { saveFile } from '../ui/save-file.ts';
import type { FlowBrief } from './flow-brief.ts';
import { useTakeOffline } from './use-take-offline.ts';
import { GoLiveDialog } from '../release/go-live-dialog.tsx';
import { ReleaseDialog } from '../release/release-dialog.tsx';

/** Everything else that can be done with a flow. */
export function FlowMenu({ flow }: { flow: FlowBrief }) {
  const [isReleasing, setIsReleasing] = useState(false);
  const [isGoingLive, setIsGoingLive] = useState(false);
  const [, go] = useLocation();
  const client = useClient();
  const mayRelease = useMay('release');
  const takeOffline = useTakeOffline(flow);
  const remove = useAct('flows.remove');

  const exportFile = async (from: 'draft' | 'live'): Promise<void> => {
    try {
      const { text } = await client('flows.export', { id: flow.id, from });
      saveFile(`${flow.id}.flow.yaml`, text, 'application/yaml');
    } catch (error) {
      announceError('The file could not be made.', error);
    }
  };

  const askToDelete = (): void =>
    confirm({
      title: `Delete “${flow.name}”?`,
      children:
        'The draft and its versions go away and it is taken offline. Its runs, decisions and their evidence stay.',
      verb: 'Delete flow',
      onConfirm: () =>
        remove.mutate(
          { id: flow.id },
          {
            onSuccess: () => {
              announce(`“${flow.name}” was deleted.`);
              go('/flows');
            },
            onError: (error) => announceError('It was not deleted.', error),
          },
        ),
    });

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${flow.name}`} size={28}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRelease ? (
            <>
              <Menu.Item
                leftSection={<IconTag size={15} />}
                disabled={flow.errors > 0}
                onClick={() => setIsReleasing(true)}
              >
                Release…
              </Menu.Item>
              {flow.latest !== null && flow.live !== flow.latest ? (
                <Menu.Item leftSection={<IconRocket size={15} />} onClick={() => setIsGoingLive(true)}>
                  Go live with v{flow.latest}…
                </Menu.Item>
              ) : null}
              {flow.live === null ? null : (
                <Menu.Item leftSection={<IconCloudOff size={15} />} onClick={takeOffline}>
                  Take offline…
                </Menu.Item>
              )}
              <Menu.Divider />
            </>
          ) : null}
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportFile('draft')}>
            Export draft
          </Menu.Item>
          {flow.live === null ? null : (
            <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportFile('live')}>
              Export live v{flow.live}
            </Menu.Item>
          )}
          {mayRelease ? (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={15} />} color="var(--bad)" onClick={askToDelete}>
                Delete…
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isGoingLive && flow.latest !== null ? (
        <GoLiveDialog flow={flow} version={flow.latest} onClose={() => setIsGoingLive(false)} />
      ) : null}
      {isReleasing ? <ReleaseDialog flow={flow} onClose={() => setIsReleasing(false)} /> : null}
    </>
  );
}
