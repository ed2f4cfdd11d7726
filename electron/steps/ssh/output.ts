export const streamBytes = 1024 * 1024;

/** Keeps the first MiB of a stream and counts the rest: a command may print for ever, memory may not grow with it. */
export type Capped = { add: (chunk: Buffer) => void; text: () => string; truncated: () => boolean };

export function createCapped(limit: number = streamBytes): Capped {
  const chunks: Buffer[] = [];
  let kept = 0;
  let total = 0;
  return {
    add: (chunk) => {
      total += chunk.length;
      const room = limit - kept;
      if (room <= 0) return;
      const part = chunk.length > room ? chunk.subarray(0, room) : chunk;
      chunks.push(part);
      kept += part.length;
    },
    text: () => {
      const text = Buffer.concat(chunks).toString('utf8');
      return total > kept ? `${text}\n[cut here: ${kept} of ${total} bytes are kept]` : text;
    },
    truncated: () => total > kept,
  };
}

/**
 * Passes on what comes after the line that starts with `mark`; what stands before it is a login script's chatter.
 * `onMark` gets the rest of that line.
 */
export function afterMark(
  mark: string,
  onMark: (rest: string) => void,
  pass: (chunk: Buffer) => void,
): (chunk: Buffer) => void {
  let found = false;
  let head = Buffer.alloc(0);
  return (chunk) => {
    if (found) {
      pass(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const at = head.indexOf(mark);
    const end = at < 0 ? -1 : head.indexOf(10, at);
    if (end < 0) {
      // Only the tail can hold the beginning of the mark; a chatty far end must not fill memory.
      if (at < 0 && head.length > 64 * 1024) head = head.subarray(head.length - 1024);
      return;
    }
    found = true;
    onMark(
      head
        .subarray(at + mark.length, end)
        .toString('utf8')
        .trim(),
    );
    const rest = head.subarray(end + 1);
    head = Buffer.alloc(0);
    if (rest.length > 0) pass(rest);
  };
}
