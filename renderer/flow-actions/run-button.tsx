import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../api/names.ts';
import type { FlowBrief } from './flow-brief.ts';
import { RunDialog, type RunTarget } from './run-dialog.tsx';

type Props = {
  flow: FlowBrief;
  isCompact?: boolean;
  /** As in RunDialog, for runs of the draft. */
  onDraftStarted?: (run: string) => void;
  onOpenStep?: (node: string) => void;
};

/** Runs the draft; where a version is live, asks which of the two. */
export function RunButton({ flow, isCompact = false, onDraftStarted, onOpenStep }: Props) {
  const [target, setTarget] = useState<RunTarget | null>(null);
  const mayRun = useMay('run');
  if (!mayRun) return null;
  const size = isCompact ? 'compact-sm' : 'sm';
  const icon = <IconPlayerPlay size={14} aria-hidden="true" />;

  return (
    <>
      {flow.live === null ? (
        <Button
          size={size}
          variant={isCompact ? 'subtle' : 'filled'}
          leftSection={icon}
          disabled={flow.errors > 0}
          {...(flow.errors > 0 ? { title: 'Correct the problems of the draft first' } : {})}
          onClick={() => setTarget('draft')}
          aria-label={`Run draft of ${flow.name}`}
        >
          Run draft
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size={size}
              variant={isCompact ? 'subtle' : 'filled'}
              leftSection={icon}
              rightSection={<IconChevronDown size={14} aria-hidden="true" />}
              aria-label={`Run ${flow.name}`}
            >
              Run
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={flow.errors > 0} onClick={() => setTarget('draft')}>
              Run draft (practice)
            </Menu.Item>
            <Menu.Item onClick={() => setTarget('live')}>Run live v{flow.live}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {target === null ? null : (
        <RunDialog
          flow={flow}
          target={target}
          onClose={() => setTarget(null)}
          {...(onDraftStarted === undefined || target === 'live'
            ? {}
            : {
                onStarted: (run) => {
                  setTarget(null);
                  onDraftStarted(run);
                },
              })}
          {...(onOpenStep === undefined
            ? {}
            : {
                onOpenStep: (node) => {
                  setTarget(null);
                  onOpenStep(node);
                },
              })}
        />
      )}
    </>
  );
}
