import { EventEmitter } from 'node:events';
import type Electron from 'electron';

type Part = EventEmitter & Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body' | 'id'>;

export type NotificationDouble = Part & {
  options: Electron.NotificationConstructorOptions;
  isOpen: boolean;
  /** What the person does. */
  press: () => void;
  pressButton: (index: number) => void;
  /** Writes into the field of a message that has one. */
  reply: (text: string) => void;
};

/** Messages of the system, in the test's hands. `settings` says what this system can do. */
export function createNotificationClass(
  settings: { supported?: boolean; failure?: string; history?: string[] } = {},
) {
  const { supported = true, failure, history = [] } = settings;
  const shown: NotificationDouble[] = [];
  let activation: ((details: Electron.ActivationArguments) => void) | null = null;
  const early: Electron.ActivationArguments[] = [];

  class Notification extends EventEmitter implements NotificationDouble {
    static isSupported: typeof Electron.Notification.isSupported = () => supported;
    /** Windows: what happened before somebody listens is told as soon as somebody does. */
    static handleActivation: typeof Electron.Notification.handleActivation = (callback) => {
      activation = callback;
      for (const details of early.splice(0)) callback(details);
    };
    /** macOS: what an earlier life of the app has left in the list. */
    static getHistory = async (): Promise<Notification[]> => {
      const left = history.map((id) => new Notification({ id }));
      for (const one of left) one.isOpen = true;
      shown.push(...left);
      return left;
    };
    id: string;
    options: Electron.NotificationConstructorOptions;
    title: string;
    body: string;
    isOpen = false;

    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super();
      this.options = options;
      this.id = options.id ?? `uuid-${shown.length}`;
      this.title = options.title ?? '';
      this.body = options.body ?? '';
    }

    show(): void {
      if (failure !== undefined) {
        this.emit('failed', {}, failure);
        return;
      }
      this.isOpen = true;
      shown.push(this);
      this.emit('show', {});
    }

    close(): void {
      if (!this.isOpen) return;
      this.isOpen = false;
      this.emit('close', {});
    }

    press(): void {
      this.emit('click', {});
    }

    pressButton(index: number): void {
      this.emit('action', { actionIndex: index, selectionIndex: -1 }, index, -1);
    }

    reply(text: string): void {
      this.emit('reply', { reply: text }, text);
    }
  }

  return {
    Notification,
    shown,
    /** Windows: a press that reaches the app by its arguments alone. */
    activate: (details: Electron.ActivationArguments): void => {
      if (activation === null) early.push(details);
      else activation(details);
    },
  };
}
