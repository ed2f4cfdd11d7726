import { AppError } from '../../shared/errors.ts';
import { readInvitation } from '../../shared/invitation.ts';
import { exactTime } from '../ui/times.ts';
import { roleWords } from './role-words.ts';

type Invited = { ok: true; words: string; address: string } | { ok: false; words: string; address: string };

/** What a pasted invitation says, before anything is sent anywhere. */
export function invited(text: string): Invited {
  try {
    const { host, at, person, role, until } = readInvitation(text);
    const address = at[0] ?? '';
    return {
      ok: true,
      address,
      words: `To “${host}” at ${address}, as ${person} (${roleWords[role].title.toLowerCase()}). It ends ${exactTime(until)}.`,
    };
  } catch (error) {
    const words =
      error instanceof AppError ? `${error.message} ${error.fix ?? ''}` : 'This is no invitation.';
    return { ok: false, words, address: '' };
  }
}
