import type { Browser, CDPSession, Frame, Request } from 'playwright';
import { fromPage, toPage } from './addresses.ts';
import { createCodec } from './structured.ts';
import { pageScript, preloadScript, preloadWorld, sendBinding } from './worlds.ts';

/** The frame a message came from, as it is now; null where it is gone. */
export type Sender = { url: string; parent: string | null };

export type PageParts = {
  browser: Browser;
  preload: string;
  /** Answers a call; rejecting is the error that the page gets. */
  onInvoke: (sender: Sender | null, channel: string, args: unknown[]) => Promise<unknown>;
  /** Answers what the page asks for of a registered scheme; null: no such scheme. */
  serve: (request: globalThis.Request) => Promise<Response | null>;
  /** A page that wants to go somewhere by itself; false: it may not. */
  onNavigate: (url: string, isMainFrame: boolean) => boolean;
  /** A page that wants a new window; false: it gets none. */
  onPopup: (url: string) => boolean;
};

type Context = { id: number; name: string; auxData?: { frameId?: string } };
export type RealPage = Awaited<ReturnType<typeof openPage>>;

/** One real Chromium page with the real preload in a world of its own, and calls that say which frame they are from. */
export async function openPage(parts: PageParts) {
  const { browser } = parts;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const codec = createCodec();
  const worlds = new Map<number, string>();
  /** Requests to elsewhere: none may ever leave. */
  const foreign: string[] = [];
  const ours = new Set<string>();
  /** Windows that get no page, and are not told of yet. */
  let refusedUnseen = 0;

  session.on('Runtime.executionContextCreated', ({ context: made }: { context: Context }) => {
    if (made.name === preloadWorld) worlds.set(made.id, made.auxData?.frameId ?? '');
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
    worlds.delete(executionContextId),
  );
  session.on('Runtime.executionContextsCleared', () => worlds.clear());
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === sendBinding) void answer(payload, executionContextId);
  });
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: sendBinding, executionContextName: preloadWorld });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: preloadScript(parts.preload),
    worldName: preloadWorld,
  });
  // Of the context: a link that is dropped opens a page that knows nothing of this one.
  context.on('page', (popup) => {
    if (refusedUnseen === 0) return;
    refusedUnseen -= 1;
    void popup.close().catch(() => undefined);
  });
  await context.route('**/*', async (route) => {
    const request = route.request();
    const allowed = mayLoad(request);
    const response = allowed ? await parts.serve(await asRequest(request)) : null;
    const answered =
      response === null
        ? route.abort(allowed ? 'failed' : 'aborted')
        : route.fulfill({
            status: response.status,
            headers: Object.fromEntries(response.headers),
            body: Buffer.from(await response.arrayBuffer()),
          });
    // A page that has gone on meanwhile takes no answer.
    await answered.catch(() => undefined);
  });

  function mayLoad(request: Request): boolean {
    const url = fromPage(request.url());
    if (!request.isNavigationRequest()) {
      if (url === request.url()) foreign.push(url);
      return true;
    }
    const frame = frameOf(request);
    if (frame === null || frame.page() !== page) {
      const isAllowed = parts.onPopup(url);
      if (!isAllowed && frame === null) refusedUnseen += 1;
      if (!isAllowed) void frame?.page().close();
      return isAllowed;
    }
    const isMainFrame = frame === page.mainFrame();
    if (isMainFrame && ours.delete(request.url())) return true;
    return parts.onNavigate(url, isMainFrame);
  }

  async function answer(payload: string, contextId: number): Promise<void> {
    const { id, channel, args } = JSON.parse(payload) as { id: number; channel: string; args: string };
    const sender = await senderOf(session, worlds.get(contextId));
    let reply: [boolean, string];
    try {
      reply = [true, codec.encode(await parts.onInvoke(sender, channel, codec.decode(args) as unknown[]))]; // an array went in
    } catch (error) {
      reply = [false, String(error)];
    }
    const expression = `__inside.answer(${id}, ${reply[0]}, ${JSON.stringify(reply[1])})`;
    // The page may have gone on meanwhile; then nobody waits for this answer.
    await session.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  }

  function worldOf(frameId: string): number | undefined {
    return [...worlds].find(([, frame]) => frame === frameId)?.[0];
  }

  return {
    page,
    foreign,
    load: async (address: string): Promise<void> => {
      const url = toPage(address);
      ours.add(url);
      await page.goto(url);
    },
    reload: async (): Promise<void> => {
      ours.add(page.url());
      await page.reload();
    },
    url: (): string => (page.url() === 'about:blank' ? '' : fromPage(page.url())),
    send: async (channel: string, args: unknown[]): Promise<void> => {
      const text = codec.encode(args);
      const tree = await session.send('Page.getFrameTree').catch(() => null);
      const contextId = tree === null ? undefined : worldOf(tree.frameTree.frame.id);
      if (contextId === undefined) return;
      const expression = `__inside.deliver(${JSON.stringify(channel)}, ${JSON.stringify(text)})`;
      await session.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
    },
    /** Runs in the world of preload scripts of a frame: what a page that broke out of its own world could do. */
    inPreloadWorld: async (expression: string, frame: 'top' | 'child' = 'top'): Promise<unknown> => {
      const { frameTree } = await session.send('Page.getFrameTree');
      const id = frame === 'top' ? frameTree.frame.id : frameTree.childFrames?.[0]?.frame.id;
      const contextId = id === undefined ? undefined : worldOf(id);
      if (contextId === undefined) throw new Error(`There is no such frame: ${frame}`);
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    close: async (): Promise<void> => {
      // What the page was just asking for is answered by nobody any more.
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    },
  };
}

function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null; // a window that is only just being opened
  }
}

async function asRequest(request: Request): Promise<globalThis.Request> {
  return new Request(fromPage(request.url()), {
    method: request.method(),
    headers: await request.allHeaders().then(plainHeaders),
  });
}

/** Without HTTP/2's own names, which a Request does not take. */
function plainHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}

type Tree = { frame: { id: string; url: string; parentId?: string }; childFrames?: Tree[] };

async function senderOf(session: CDPSession, frameId: string | undefined): Promise<Sender | null> {
  if (frameId === undefined) return null;
  // A page that is closed meanwhile has no frames left.
  const answer = await session.send('Page.getFrameTree').catch(() => null);
  if (answer === null) return null;
  const { frameTree } = answer;
  const all = (tree: Tree): Tree['frame'][] => [tree.frame, ...(tree.childFrames ?? []).flatMap(all)];
  const frames = all(frameTree);
  const found = frames.find(({ id }) => id === frameId);
  if (found === undefined) return null;
  const parent = frames.find(({ id }) => id === found.parentId);
  return { url: fromPage(found.url), parent: parent === undefined ? null : fromPage(parent.url) };
}
