import { dialog, shell } from 'electron';

/**
 * Links on cards are written by others. Only what a browser opens safely leaves the window, and only after the person
 * has seen where it really leads.
 */
export function createOpenOutside(): (address: string) => Promise<void> {
  let asking = false;
  return async (address) => {
    const url = outsideAddress(address);
    if (url === null || asking) return;
    asking = true; // a page cannot pile up questions
    try {
      const place =
        url.protocol === 'mailto:' ? `Write a mail to ${url.pathname}?` : `Open ${url.host} in your browser?`;
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message: place,
        detail: url.href.length > 400 ? `${url.href.slice(0, 400)}…` : url.href,
        buttons: ['Open', 'Stay here'],
        defaultId: 1,
        cancelId: 1,
      });
      if (response === 0) await shell.openExternal(url.href);
    } finally {
      asking = false;
    }
  };
}

/** The address as a URL where it may be opened: https without a name in it, or mail to one address. Everything else is null. */
export function outsideAddress(address: string): URL | null {
  // White space and control characters are dropped by some parsers and kept by others: no honest link has them.
  if (address.length > 4096 || /[\s\p{Cc}]/u.test(address)) return null;
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:') return /^mailto:[^?%,;:@]+@[^?%,;:@]+$/i.test(address) ? url : null;
  return url.protocol === 'https:' && url.host !== '' ? url : null;
}
