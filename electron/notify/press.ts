import { createClient, type Call } from '../../shared/api/client.ts';
import { AppError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { Press, Toast } from './desktop.ts';

export type PressParts = {
  /** As whoever sits at this computer. */
  call: Call;
  /** Brings the window to one of its paths; without one, to where it is. */
  open: (path?: string) => void;
  /** Says what became of a press that could not count. */
  tell: (toast: Toast) => Promise<void>;
  log: (line: string) => void;
};

/** The one toast that stands for many. */
export const manyId = 'waiting';
export const stepToast = 'step:';
/** What became of a press stays when the message it was about is withdrawn. */
const note = 'note:';

/**
 * What follows from a press on a message, whichever desktop showed it. It reaches the same calls as the card, with the
 * hash of the card that the message told: a message that is out of date explains and never acts.
 */
export function createPress({ call: road, open, tell, log }: PressParts): (press: Press) => Promise<void> {
  const call = createClient(road);
  /** A press while the one before it is on its way is the same press. */
  const underWay = new Set<string>();

  async function follow({ id, action, seen, text = '' }: Press): Promise<void> {
    if (action === 'undo') return void (await call('approvals.undo', { id }));
    if (action === 'reply' && text.trim() !== '') {
      await call('approvals.comment', { id, comment: text.slice(0, 10_000) });
      return tell(
        noteOf(id, 'Your comment is on the card', `“${text.slice(0, 200)}”\nIt still waits for a decision.`),
      );
    }
    // From an earlier life of the app, when nobody remembers which card the message told: look first.
    if (seen === null) return open(pathOf(id));
    if (action === 'approve') return void (await call('approvals.hold', { id, decision: 'approved', seen }));
    if (action === 'decline')
      return void (await call('approvals.decide', { id, decision: 'declined', seen, comment: null }));
    open(action === 'decline-open' ? `${pathOf(id) ?? ''}?decide=declined` : pathOf(id));
  }

  return async (press) => {
    const { id, action } = press;
    if (action === 'open') return open(pathOf(id));
    if (underWay.has(id)) return;
    underWay.add(id);
    try {
      await follow(press);
    } catch (error) {
      log(`a press on a message: ${error instanceof Error ? error.message : String(error)}`);
      const title = await titleOf(id);
      await tell(noteOf(id, title === null ? 'Nothing was changed' : title, wordsOf(error))).catch(
        () => undefined,
      );
    } finally {
      underWay.delete(id);
    }
  };

  async function titleOf(id: string): Promise<string | null> {
    return call('approvals.get', { id }).then(
      ({ title }) => title,
      () => null,
    );
  }
}

/** Where a press on the message itself leads; a message of a step has no card. */
function pathOf(id: string): string | undefined {
  if (id === manyId) return '/inbox';
  if (id === 'test' || id.startsWith(stepToast)) return undefined;
  return `/inbox/${encodeURIComponent(id.startsWith(note) ? id.slice(note.length) : id)}`;
}

const noteOf = (id: string, title: string, body: string): Toast => ({
  id: `${note}${id}`,
  title,
  body,
  urgent: false,
  actions: [{ id: 'open', label: 'Open' }],
});

/** Late is said by this computer's clock; everything else as the refusal says it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'This did not work. Open the card to see how it stands.';
  const [late] = error.code === 'already_decided' && Array.isArray(error.details) ? error.details : [];
  if (
    isJsonObject(late) &&
    typeof late['name'] === 'string' &&
    typeof late['at'] === 'string' &&
    late['by'] !== 'timer'
  )
    return `Already decided by ${late['name']} at ${timeOf(Date.parse(late['at']))}. Nothing was changed.`;
  return error.fix === undefined ? error.message : `${error.message}\n${error.fix}`;
}

/** “15:00”, by this computer's clock. */
export const timeOf = (at: number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
