/**
 * Which host this page shows: in the desktop app it lies under that host's own name, so that what a page stores and
 * asks for can never be another one's. null: the host that the page comes from.
 */
export function shownHost(): string | null {
  return /^host-([0-9a-f]{16})(?:\.|$)/.exec(location.hostname)?.[1] ?? null;
}
