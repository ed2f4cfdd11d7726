/** One toast. A later one with the same `id` takes its place; the inbox is the record, this is only a hint. */
export type Toast = {
  id: string;
  title: string;
  body: string;
  urgent: boolean;
  /** `open` is what a press on the toast itself does; the others are buttons where the desktop has them. */
  actions: { id: string; label: string }[];
  /** The hash of the card that the buttons answer: a press carries it back. */
  seen?: string;
  /** Stays until it is pressed or withdrawn, however calm it is. */
  stays?: boolean;
  /** A line may be written in the toast itself, where the desktop has a field for it. */
  reply?: boolean;
};

/** What a person did to a toast. `open`, the id of a button, or `reply` with what was written. */
export type Press = { id: string; action: string; seen: string | null; text?: string };

/** What this system's messages can do. `reason` where there are none. */
export type Ability = {
  available: boolean;
  reason: string | null;
  buttons: boolean;
  /** A comment can be written in the message. */
  reply: boolean;
  /** A message that nobody pressed waits in a list of the system. */
  keeps: boolean;
};

/** A desktop that shows messages: D-Bus where there is one, else the shell's own. */
export type Desktop = {
  /** Rejects where nothing can be shown. */
  show: (toast: Toast) => Promise<void>;
  withdraw: (id: string) => Promise<void>;
  /** Whether it is on the screen or in the system's list, as far as is known. */
  shows: (id: string) => boolean;
  /** Finds out what is possible here, before there is anything to show. */
  look: () => Promise<void>;
  describe: () => Ability;
  /** Takes every toast away: nobody listens to its buttons any more. */
  close: () => Promise<void>;
};
