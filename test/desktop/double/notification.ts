import { EventEmitter } from 'node:events';
import type Electron from 'electron';

type Part = EventEmitter & Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>;

export type NotificationDouble = Part & {
  options: Electron.NotificationConstructorOptions;
  isOpen: boolean;
  /** What the person does. */
  press: () => void;
  pressButton: (index: number) => void;
};

/** Messages of the system, in the test's hands. `settings` says what this system can do. */
export function createNotificationClass(settings: { supported?: boolean; failure?: string } = {}) {
  const { supported = true, failure } = settings;
  const shown: NotificationDouble[] = [];

  class Notification extends EventEmitter implements NotificationDouble {
    static isSupported: typeof Electron.Notification.isSupported = () => supported;
    options: Electron.NotificationConstructorOptions;
    title: string;
    body: string;
    isOpen = false;

    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super();
      this.options = options;
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
      this.emit('action', {}, index, -1);
    }
  }

  return { Notification, shown };
}
