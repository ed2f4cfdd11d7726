/** One toast. A later one with the same `id` takes its place; the inbox is the record, this is only a hint. */
export type Toast = {
  id: string;
  title: string;
  body: string;
  urgent: boolean;
  /** `open` is what a press on the toast itself does; the others are buttons where the desktop has them. */
  actions: { id: string; label: string }[];
};

/** A desktop that shows messages: D-Bus on a headless host, the shell's own on the desktop app. */
export type Desktop = {
  /** Rejects where nothing can be shown. */
  show: (toast: Toast) => Promise<void>;
  withdraw: (id: string) => Promise<void>;
  describe: () => { available: boolean; reason: string | null; buttons: boolean };
  close: () => Promise<void>;
};
