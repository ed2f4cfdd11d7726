/** The window's own scheme: unlike `file:` it has an origin, a security policy and nothing else behind it. */
export const scheme = 'countersign-app';
/** Where pages of this computer's host lie. */
const here = 'window';
/**
 * Pages of another host have an origin of their own: a page can neither call nor store for a host that it does not
 * show, however the window is turned while its answers are on the way.
 */
const elsewhere = /^host-([0-9a-f]{16})$/;

/** `/inbox/x` → `countersign-app://window/inbox/x`. `host`: another one than this computer's, by its id. */
export function addressOf(path: string, host: string | null = null): string {
  return `${scheme}://${host === null ? here : `host-${host}`}${path}`;
}

type Place = { host: string | null; path: string };

/** Which page of which host an address is, or null for an address that is not the window's own. */
export function placeOf(address: string): Place | null {
  const url = URL.parse(address);
  // `origin` of a scheme that Node does not know is the text “null”: the parts are compared instead.
  if (url?.protocol !== `${scheme}:` || url.username !== '' || url.password !== '') return null;
  const host = url.host === here ? null : elsewhere.exec(url.host)?.[1];
  return host === undefined ? null : { host, path: `${url.pathname}${url.search}` };
}

/** True where an address is a page or file of the window itself. */
export function isOwn(address: string): boolean {
  return placeOf(address) !== null;
}
