import type { Client } from '../../../shared/api/client.ts';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { createChecker } from './checker.ts';
import { createEditor, type EditorCore } from './create-editor.ts';
import { emptyHistory } from './history.ts';
import { openJournal, type Journal } from './journal.ts';
import { createSaver, type Remote, type Saver } from './saver.ts';

export type Flow = OutputOf<'flows.get'>;

/** One flow being edited in this window. */
export type Session = { editor: EditorCore; saver: Saver; remote: (flow: Flow) => void; stop: () => void };

const remoteOf = ({ text, etag, updatedAt, drawing }: Flow): Remote => ({ text, etag, updatedAt, drawing });

/** What this window had when it ended, read back; null where it cannot be read any more. */
function reopened(journal: Journal | null, flow: Flow) {
  if (journal === null) return null;
  if (journal.text === flow.text) return { ...journal, drawing: flow.drawing };
  const parsed = parseFlow(journal.text);
  return parsed.ok ? { ...journal, drawing: parsed.drawing } : null;
}

/**
 * Opens a flow: what was not saved when the window ended comes back with everything that can be undone, and meets what
 * others have saved since.
 */
export async function openSession(client: Client, id: string): Promise<Session> {
  const [flow, journal] = await Promise.all([client('flows.get', { id }), openJournal(id)]);
  const mine = reopened(await journal.read(), flow);
  const drawing = mine?.drawing ?? flow.drawing;

  const checker = createChecker((problems) => editor.setProblems(problems));
  const editor: EditorCore = createEditor({
    drawing,
    problems: flow.problems as Problem[], // the API's `?: T | undefined` never holds undefined: JSON cannot carry it
    history: mine?.history ?? emptyHistory,
    now: () => Date.now(),
    onDrawing: (next) => {
      checker.changed(next);
      saver.changed(next);
    },
  });
  const saver = createSaver({
    origin: mine?.origin ?? flow.text,
    base: mine?.base ?? remoteOf(flow),
    drawing,
    put: async (text, etag) => remoteOf(await client('flows.save', { id, text, ifMatch: etag })),
    get: async () => remoteOf(await client('flows.get', { id })),
    onState: editor.setSaving,
    keep: (kept) => journal.write({ flow: id, ...kept, history: editor.keptHistory() }),
    onAdopt: (theirs) => editor.edit('Take what was saved elsewhere', () => theirs.drawing),
  });
  if (mine !== null) {
    checker.changed(drawing);
    saver.remote(remoteOf(flow));
    saver.flush();
  }

  const leave = (): void => saver.flush();
  const hide = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  window.addEventListener('blur', leave);
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);

  return {
    editor,
    saver,
    remote: (theirs) => saver.remote(remoteOf(theirs)),
    stop: () => {
      window.removeEventListener('blur', leave);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      saver.stop();
      checker.stop();
      journal.close();
    },
  };
}
