import { contextBridge, ipcRenderer } from 'electron';
import type { StreamEvent } from '../shared/api/stream.ts';
import { callChannel, changeChannel, type IpcAnswer } from './transport/ipc.ts';

/**
 * All that the page gets of Electron. Neither function lets a channel be named or an Electron object through, so a
 * page that was taken over can ask for nothing but the calls of the contract.
 */
contextBridge.exposeInMainWorld('countersign', {
  call: (name: string, input: unknown): Promise<IpcAnswer> => ipcRenderer.invoke(callChannel, name, input),
  subscribe: (listener: (event: StreamEvent) => void): (() => void) => {
    const heard = (_: unknown, event: StreamEvent): void => listener(event);
    ipcRenderer.on(changeChannel, heard);
    return () => void ipcRenderer.removeListener(changeChannel, heard);
  },
});
