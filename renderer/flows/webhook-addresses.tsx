import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/page.tsx';

type Hook = OutputOf<'flows.hooks'>['items'][number];

/** Where other programs send what starts this flow. */
export function WebhookAddresses({ flow, drawing }: { flow: string; drawing: Drawing }) {
  const mayConnect = useMay('connections');
  const hasHooks = Object.values(drawing.nodes).some(({ kind }) => kind === 'trigger.webhook');
  const hooks = useCall('flows.hooks', { id: flow }, { enabled: mayConnect && hasHooks }).data?.items ?? [];
  if (hooks.length === 0) return null;
  return (
    <Section title="Addresses that start it">
      {hooks.map((hook) => (
        <Address key={hook.node} hook={hook} name={stepName(drawing, hook.node)} />
      ))}
    </Section>
  );
}

const auths: Record<Hook['auth'], string> = {
  none: 'Anybody who reaches the address',
  secret: 'Callers send the secret',
  hmac: 'Callers sign the body with the secret',
};

function Address({ hook, name }: { hook: Hook; name: string }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Facts
      facts={[
        ['Step', name],
        [
          'Address',
          <span key="url">
            <code>
              {hook.method} {hook.url}
            </code>
            <CopyButton text={hook.url} label="Copy address" />
          </span>,
        ],
        ['Answers', hook.live ? 'Yes' : 'Not yet: calls are refused until a version is live'],
        ['Who may call', auths[hook.auth]],
        ['Header', hook.header === null ? null : <code key="header">{hook.header}</code>],
        [
          'Secret',
          hook.secret === null ? null : isShown ? (
            <span key="secret">
              <code>{hook.secret}</code>
              <CopyButton text={hook.secret} label="Copy secret" />
            </span>
          ) : (
            <Button key="show" size="compact-xs" variant="subtle" onClick={() => setIsShown(true)}>
              Show the secret
            </Button>
          ),
        ],
      ]}
    />
  );
}
