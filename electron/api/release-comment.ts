/** What an exported release begins with, so that a file can say where it came from. */
export type ReleaseOrigin = { flow: string; version: number; hash: string; at: string };

const pattern =
  /^# Countersign release: ([a-z0-9-]{1,64}) v([1-9]\d{0,8}), hash ([0-9a-f]{64}), (\d{4}-\d\d-\d\dT[\d:.]+Z)\r?\n/;

export function releaseComment({ flow, version, hash, at }: ReleaseOrigin): string {
  return `# Countersign release: ${flow} v${version}, hash ${hash}, ${at}\n`;
}

/** Takes the comment off again: it speaks about the file as it was exported, not about the draft it becomes. */
export function splitReleaseComment(text: string): { origin: ReleaseOrigin | null; text: string } {
  const match = pattern.exec(text);
  const [comment, flow, version, hash, at] = match ?? [];
  if (comment === undefined || flow === undefined || hash === undefined || at === undefined)
    return { origin: null, text };
  return { origin: { flow, version: Number(version), hash, at }, text: text.slice(comment.length) };
}
