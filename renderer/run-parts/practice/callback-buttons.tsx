import { Button, Popover } from '@mantine/core';
import { IconPencil, IconPhoneIncoming } from '@tabler/icons-react';
import { useState } from 'react';
import { ErrorNote } from '../../ui/error-state.tsx';
import { CallbackForm } from './callback-form.tsx';
import { useCallbackAnswer } from './use-callback-answer.ts';
import type { Json } from '../../../shared/json.ts';

type Props = {
  run: string;
  node: string;
  visit: number;
  name: string;
  sample: Json | undefined;
  /** Several waits stand side by side: each says its name. */
  isOneOfMany: boolean;
};

/** One press answers with the example; another answer can be written. */
export function CallbackButtons({ isOneOfMany, ...place }: Props) {
  const answer = useCallbackAnswer(place);
  const [isOpen, setIsOpen] = useState(false);
  const what = isOneOfMany ? `Answer “${place.name}” as callback` : 'Answer as callback';
  const hasExample = answer.example !== undefined;
  return (
    <>
      {hasExample ? (
        <Button
          size="compact-sm"
          leftSection={<IconPhoneIncoming size={14} aria-hidden="true" />}
          loading={answer.isSending && !isOpen}
          onClick={() => answer.send(answer.example)}
        >
          {what}
        </Button>
      ) : null}
      <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={360} trapFocus withinPortal>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant={hasExample ? 'subtle' : 'default'}
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => setIsOpen(!isOpen)}
          >
            {hasExample ? 'Another answer…' : `${what}…`}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <CallbackForm answer={answer} />
        </Popover.Dropdown>
      </Popover>
      {answer.error === null || isOpen ? null : <ErrorNote error={answer.error} what="It was not taken." />}
    </>
  );
}
