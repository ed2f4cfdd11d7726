import type { Call } from '../../shared/api/client.ts';
import type { ProcedureName } from '../../shared/api/contract.ts';
import { AppError, fromWire, toWire, type WireError } from '../../shared/errors.ts';
import type { Caller } from '../api/caller.ts';
import type { Dispatch } from '../api/dispatch.ts';

/** The one channel for calls and the one for changes; preload and host both take them from here. */
export const callChannel = 'countersign:call';
export const changeChannel = 'countersign:change';

/** What crosses the channel: errors lose their class on the way, so they travel as data. */
export type IpcAnswer = { ok: true; value: unknown } | { ok: false; error: WireError };

/** As much of Electron's `ipcMain` as is used, so that this file needs no Electron. */
export type IpcMainLike<Event> = {
  handle: (
    channel: string,
    listener: (event: Event, name: unknown, input: unknown) => Promise<IpcAnswer>,
  ) => void;
  removeHandler: (channel: string) => void;
};

type Parts<Event> = {
  ipcMain: IpcMainLike<Event>;
  dispatch: (...call: [...Parameters<Dispatch>, event: Event]) => ReturnType<Dispatch>;
  /** Who sits at the window; null for a frame that is not ours. */
  callerOf: (event: Event) => Caller | null;
};

/** Electron's road to the gate. Returns the function that takes it down. */
export function serveIpc<Event>({ ipcMain, dispatch, callerOf }: Parts<Event>): () => void {
  ipcMain.handle(callChannel, async (event, name, input) => {
    try {
      const caller = callerOf(event);
      if (caller === null) throw new AppError('forbidden', 'Only Countersign’s own window may call.');
      if (typeof name !== 'string') throw new AppError('malformed', 'A call needs a name.');
      return { ok: true, value: await dispatch(name, input ?? {}, caller, event) };
    } catch (error) {
      return { ok: false, error: toWire(error) };
    }
  });
  return () => ipcMain.removeHandler(callChannel);
}

/** The window's end: `invoke` is what preload exposes. */
export function createIpcCall(invoke: (name: ProcedureName, input: unknown) => Promise<IpcAnswer>): Call {
  return async (name, input) => {
    const answer = await invoke(name, input);
    if (!answer.ok) throw fromWire(answer.error);
    return answer.value;
  };
}
