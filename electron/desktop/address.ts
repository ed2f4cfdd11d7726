/** The window's own scheme: unlike `file:` it has an origin, a security policy and nothing else behind it. */
export const scheme = 'countersign-app';
const place = 'window';

/** `/inbox/x` → `countersign-app://window/inbox/x`. */
export function addressOf(path: string): string {
  return `${scheme}://${place}${path}`;
}

/** Where the window is, or null for an address that is not its own. */
export function pathOf(address: string): string | null {
  const url = URL.parse(address);
  // `origin` of a scheme that Node does not know is the text “null”: the parts are compared instead.
  if (url?.protocol !== `${scheme}:` || url.host !== place || url.username !== '' || url.password !== '')
    return null;
  return `${url.pathname}${url.search}`;
}

/** True where an address is a page or file of the window itself. */
export function isOwn(address: string): boolean {
  return pathOf(address) !== null;
}
