import { app } from 'electron';
import { linkScheme, pathOfLink } from './deep-link.ts';
import type { Opening } from './opening.ts';

type Parts = {
  /** Brings the window to the front, on one of its paths. */
  show: (path?: string) => void;
  /** Reads a flow file for the import page; resolves with the id under which the page asks for it. */
  openFile: (path: string) => Promise<string>;
  log: (line: string) => void;
};

/** Links and files that other programs hand over. Each opens a view; none decides, runs, imports or stores anything. */
export function createOpenFromOutside({ show, openFile, log }: Parts): {
  open: (opening: Opening | null) => void;
  /** There is something to show from now on: first what the program was started with, or what came meanwhile. */
  begin: (first: Opening | null) => void;
} {
  let begun = false;
  let early: Opening | null = null;

  function open(opening: Opening | null): void {
    if (!begun) {
      early = opening ?? early;
      return;
    }
    if (opening === null) return show();
    if ('file' in opening) {
      openFile(opening.file)
        .then((id) => show(`/import?file=${id}`))
        .catch((error: unknown) => log(`a file could not be opened: ${String(error)}`));
      return;
    }
    const path = pathOfLink(opening.link);
    if (path === null) log(`a link was refused: ${JSON.stringify(opening.link.slice(0, 200))}`);
    show(path ?? undefined);
  }

  // macOS hands both over as events, also before the app is ready.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    open({ link });
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open({ file });
  });
  return {
    open,
    begin: (first) => {
      begun = true;
      const opening = early ?? first;
      if (opening !== null) open(opening);
    },
  };
}

/** Makes this the program for `countersign://…`. `--`: what stands in a link is never read as a switch. */
export function claimLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);
}
