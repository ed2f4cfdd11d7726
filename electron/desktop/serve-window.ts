import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { changeChannel, serveIpc, type IpcMainLike } from '../transport/ipc.ts';
import { bodyLimits } from '../transport/read-body.ts';
import { readJson } from '../transport/read-json.ts';
import { placeOf } from './address.ts';
import type { Roads } from './road.ts';
import type { DesktopWindow } from './window.ts';

type Ipc = Parameters<typeof serveIpc<IpcMainInvokeEvent>>[0];
type Parts = {
  roads: Roads;
  owner: () => NonNullable<ReturnType<Ipc['callerOf']>>;
  window: DesktopWindow;
  log: (line: string) => void;
};

/** The window's road to the gate. Returns the function that closes it. */
export function serveWindow({ roads, owner, window, log }: Parts): () => void {
  const main: IpcMainLike<IpcMainInvokeEvent> = ipcMain;
  const stopCalls = serveIpc({
    ipcMain: main,
    dispatch: (name, input, caller, event) =>
      roads.dispatch(hostOf(event.senderFrame?.url), name, asJson(input), caller),
    callerOf: (event) => {
      if (isOurs(event, window)) return owner();
      log(`refused a call from ${event.senderFrame?.url.slice(0, 200) ?? 'a frame that is gone'}`);
      return null;
    },
  });
  const stopChanges = roads.watch((host, { event }) => {
    const contents = window.current()?.webContents;
    if (contents === undefined || contents.isDestroyed()) return;
    if (host === undefined || placeOf(contents.getURL())?.host === host) contents.send(changeChannel, event);
  });
  return () => {
    stopCalls();
    stopChanges();
  };
}

/** Which host a page shows is in its address: it cannot be turned under a call that is on its way. */
function hostOf(address: string | undefined): string | null {
  const place = placeOf(address ?? '');
  if (place !== null) return place.host;
  throw new AppError('forbidden', 'Only Countersign’s own window may call.');
}

/** Only the top frame of our own window, on our own page, and still there. */
function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: DesktopWindow): boolean {
  const own = window.current();
  if (own === null || own.isDestroyed() || sender !== own.webContents || senderFrame === null) return false;
  return senderFrame.parent === null && !senderFrame.detached && placeOf(senderFrame.url) !== null;
}

/** Electron carries cycles, maps and dates; HTTP does not. Both roads take the same, measured the same way. */
function asJson(input: unknown): Json {
  let text: string | undefined;
  try {
    text = JSON.stringify(input);
  } catch (cause) {
    throw new AppError('malformed', 'The input of a call has to be JSON.', { cause });
  }
  if (text === undefined) throw new AppError('malformed', 'The input of a call has to be JSON.');
  if (text.length > bodyLimits.json) {
    throw new AppError('too_large', `The input is larger than ${bodyLimits.json / 1024 / 1024} MiB.`, {
      fix: 'Send less, or put large content into a resource.',
    });
  }
  return readJson(text);
}
