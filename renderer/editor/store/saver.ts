import type { Drawing } from '../../../shared/flow/drawing.ts';
import { patcherOf } from '../../../shared/flow/patch.ts';
import { AppError, errorTable } from '../../../shared/errors.ts';
import type { Conflict, Saving } from './editor-store.ts';

/** The draft as the host has it. */
export type Saved = { text: string; etag: string; updatedAt: string };
export type Remote = Saved & { drawing: Drawing };

type Parts = {
  /** The text when the flow was opened: its comments are brought along, also those of what was removed meanwhile. */
  origin: string;
  base: Saved;
  drawing: Drawing;
  put: (text: string, etag: string) => Promise<Saved>;
  get: () => Promise<Remote>;
  onState: (saving: Saving, failure: unknown, conflict: Conflict | null) => void;
  /** Before the host is asked and after it answered: what must survive the end of this window. */
  keep: (kept: { origin: string; base: Saved; text: string }) => void;
  /** Somebody else's text, and nothing of ours is at stake. */
  onAdopt: (theirs: Remote) => void;
};

export type Saver = {
  /** To be saved shortly. */
  changed: (drawing: Drawing) => void;
  /** Saves now what is not saved yet: the window is left or hidden. */
  flush: () => void;
  /** The host told of a draft: ours come back, or somebody else's. */
  remote: (theirs: Remote) => void;
  takeTheirs: (theirs: Conflict) => void;
  keepMine: (theirs: Conflict) => void;
  mine: () => string;
  stop: () => void;
};

const savedOf = ({ text, etag, updatedAt }: Saved): Saved => ({ text, etag, updatedAt });

const delayMs = 300;
/** Whoever types without a pause is saved all the same: less than a second is ever in this window alone. */
const longestMs = 600;
const retryMs = 2000;

/** So many of our own texts are remembered that were sent and never answered. */
const mostUnanswered = 8;

/** Saves continuously, one call at a time, never over a text it has not seen. */
export function createSaver({ origin, base, drawing, put, get, onState, keep, onAdopt }: Parts): Saver {
  let current = drawing;
  let patch = patcherOf(origin);
  let text = patch(drawing);
  /** When what was changed first, of what is not kept yet, has to be. */
  let dueAt: number | null = null;
  let conflict: Conflict | null = null;
  let sending: string | null = null;
  /** Sent and not answered: the host may have stored one of them and ended before it said so. */
  let unanswered: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  /** Printing a big flow takes longer than a frame allows: only when it is about to be saved. */
  function print(): string {
    text = patch(current);
    return text;
  }

  function later(ms: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void send(), ms);
  }

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending !== null) return;
    dueAt = null;
    const mine = print();
    if (conflict !== null) return keep({ origin, base, text: mine });
    if (mine === base.text) return onState('saved', null, null);
    sending = mine;
    keep({ origin, base, text: mine });
    onState('saving', null, null);
    try {
      base = { ...(await put(mine, base.etag)), text: mine };
      sending = null;
      unanswered = [];
      keep({ origin, base, text: mine });
      if (print() === mine) onState('saved', null, null);
      else later(delayMs);
    } catch (error) {
      sending = null;
      await failed(error, mine);
    }
  }

  async function failed(error: unknown, mine: string): Promise<void> {
    if (error instanceof AppError && error.code === 'stale_draft') {
      const theirs = await get().catch(() => null);
      if (theirs !== null) return meet(theirs);
    }
    unanswered = [...unanswered, mine].slice(-mostUnanswered);
    onState('failed', error, null);
    const isPassing = !(error instanceof AppError) || errorTable[error.code].family === 'try later';
    if (isPassing) later(retryMs);
  }

  /** Their text is on the host; ours was made from an older one. */
  function meet(theirs: Remote): void {
    if (theirs.text === print()) {
      base = savedOf(theirs);
      keep({ origin, base, text });
      return onState('saved', null, null);
    }
    if (unanswered.includes(theirs.text)) {
      // Theirs is ours: what was typed since goes on from it.
      unanswered = [];
      base = savedOf(theirs);
      return later(0);
    }
    clearTimeout(timer);
    conflict = { text: theirs.text, etag: theirs.etag, drawing: theirs.drawing };
    base = { ...base, updatedAt: theirs.updatedAt };
    onState('conflict', null, conflict);
  }

  function adopt(theirs: Remote): void {
    conflict = null;
    base = savedOf(theirs);
    origin = theirs.text;
    patch = patcherOf(origin);
    current = theirs.drawing;
    onAdopt(theirs);
    keep({ origin, base, text: print() });
    onState('saved', null, null);
  }

  return {
    changed: (next) => {
      current = next;
      if (conflict === null) onState('saving', null, null);
      const now = Date.now();
      dueAt ??= now + longestMs;
      later(Math.min(delayMs, Math.max(0, dueAt - now)));
    },
    flush: () => void send(),
    remote: (theirs) => {
      // Answers may overtake each other: what is not newer than what we have seen says nothing.
      if (theirs.etag === base.etag || theirs.text === sending || theirs.updatedAt <= base.updatedAt) return;
      if (conflict === null && sending === null && print() === base.text) adopt(theirs);
      else if (sending === null) meet(theirs);
    },
    takeTheirs: (theirs) => adopt({ ...theirs, updatedAt: base.updatedAt }),
    keepMine: (theirs) => {
      conflict = null;
      base = { text: theirs.text, etag: theirs.etag, updatedAt: base.updatedAt };
      void send();
    },
    mine: print,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      void send();
    },
  };
}
