import type { OutputOf } from '../../shared/api/contract.ts';
import type { desktopMessages } from '../../shared/api/desktop-messages.ts';
import type { HandlersOf } from './dispatch.ts';
import { isoOrNull } from './page-of.ts';
import type { ApiParts } from './parts.ts';

export function createDesktopMessageHandlers({ messages }: ApiParts): HandlersOf<typeof desktopMessages> {
  async function state(): Promise<OutputOf<'desktop.messages'>> {
    await messages.look();
    return {
      ...messages.describe(),
      quiet: messages.settings.quiet(),
      quietUntil: isoOrNull(messages.settings.quietUntil()),
    };
  }
  return {
    'desktop.messages': state,
    'desktop.setMessages': async ({ quiet }) => {
      await messages.settings.setQuiet(quiet);
      messages.begin();
      return state();
    },
  };
}
