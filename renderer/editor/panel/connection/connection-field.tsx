import { Select } from '@mantine/core';
import { useState } from 'react';
import { isConnectionKind } from '../../../../shared/connections/kinds.ts';
import type { ConnectionKind } from '../../../../shared/steps/kind.ts';
import { useMay } from '../../../api/names.ts';
import { useCall } from '../../../api/use-call.ts';
import { useEditorState } from '../../store/editor-store.ts';
import { useConfig, useFault } from '../step-context.ts';
import { ConnectionDialog } from '../../../flow-actions/connection-dialog.tsx';
import { useConnection } from './use-connection.ts';

type Props = { kind: ConnectionKind; label?: string; isRequired?: boolean; description?: string };

/** Which connection the step goes through: one the flow has a place for, one of this machine, or a new one. */
export function ConnectionField({ kind, label = 'Connection', isRequired = false, description }: Props) {
  const value = useConfig(['connection']);
  const places = useEditorState((state) => state.drawing.connections);
  const flow = useEditorState((state) => state.drawing.id);
  const mayMake = useMay('connections');
  const known = useCall('connections.list', {}).data?.items ?? [];
  const bound = useCall('connections.bindings', { id: flow }).data?.items ?? [];
  const choose = useConnection(kind);
  const [isMaking, setIsMaking] = useState(false);
  const fault = useFault('config.connection');

  const own = Object.entries(places ?? {}).filter(([, place]) => place.kind === kind);
  const chosen = typeof value === 'string' ? value : null;
  const used = new Set(bound.flatMap((one) => [one.draft, one.live]));
  const machine = known.filter((one) => one.kind === kind && !used.has(one.name));
  const isStranger = chosen !== null && !own.some(([slot]) => slot === chosen);
  const data = [
    {
      group: 'In this flow',
      items: [
        ...own.map(([slot, place]) => ({
          value: `place ${slot}`,
          label: [slot, place.description].filter(Boolean).join(' – '),
        })),
        ...(isStranger ? [{ value: `place ${chosen}`, label: chosen }] : []),
      ],
    },
    {
      group: 'On this machine',
      items: machine.map(({ name }) => ({ value: `machine ${name}`, label: name })),
    },
    {
      group: 'Other',
      items: [
        ...(mayMake && isConnectionKind(kind) ? [{ value: 'new', label: 'New connection…' }] : []),
        { value: 'later', label: 'Choose later: practise with the example' },
      ],
    },
  ].filter(({ items }) => items.length > 0);

  const here = bound.find((one) => one.slot === chosen);
  const isOpen = !isStranger && (here?.draft ?? here?.live ?? null) === null;
  const openPlace = isOpen ? chosen : null;
  const pick = (picked: string | null): void => {
    if (picked === null) return choose.clear();
    if (picked === 'new') return setIsMaking(true);
    if (picked === 'later') return choose.machine(null, openPlace);
    const name = picked.slice(picked.indexOf(' ') + 1);
    if (picked.startsWith('place ')) choose.place(name);
    else choose.machine(name, openPlace);
  };

  return (
    <>
      <Select
        data-field="config.connection"
        label={label}
        withAsterisk={isRequired}
        description={
          here === undefined || chosen === null
            ? description
            : here.live === null
              ? 'Connection needed before it can go live. A draft answers from the example until then.'
              : `Goes to “${here.live}” on this machine.`
        }
        error={fault}
        data={data}
        value={chosen === null ? null : `place ${chosen}`}
        placeholder="Choose"
        allowDeselect={false}
        clearable={!isRequired}
        onChange={pick}
      />
      {isMaking && isConnectionKind(kind) ? (
        <ConnectionDialog
          kind={kind}
          onClose={() => setIsMaking(false)}
          onLater={() => {
            setIsMaking(false);
            choose.machine(null, openPlace);
          }}
          onMade={(name) => {
            setIsMaking(false);
            choose.machine(name, openPlace);
          }}
        />
      ) : null}
    </>
  );
}
