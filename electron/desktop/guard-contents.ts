import type { Session, WebContents } from 'electron';
import { isOwn } from './address.ts';

/** The one thing a page may ask the system for: the buttons that copy. */
const granted = 'clipboard-sanitized-write';

/** The window shows its own pages and opens nothing. `openOutside` gets the links a person pressed. */
export function guardContents(contents: WebContents, openOutside: (address: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (isOwn(event.url) && event.isMainFrame) return;
    event.preventDefault();
    if (event.isMainFrame) openOutside(event.url);
  });
  // Frames are not used at all, so none may go anywhere.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Both handlers are needed: pages check some permissions and request others. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, decide, { requestingUrl }) =>
    decide(permission === granted && isOwn(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (contents, permission) => permission === granted && isOwn(contents?.getURL() ?? ''),
  );
  session.setDevicePermissionHandler(() => false);
}
