import { hostname } from 'node:os';
import type { Call } from '../shared/api/client.ts';
import type { AppError } from '../shared/errors.ts';
import { cannotListen, localUrl } from './addresses.ts';
import { createDecideByLink } from './api/decide-by-link.ts';
import type { Shell } from './api/desktop.ts';
import { createDispatch } from './api/dispatch.ts';
import { createFlowReader } from './api/flow-reader.ts';
import { createHandlers } from './api/handlers.ts';
import { createJoin } from './api/invitations.ts';
import { createLinks } from './api/links.ts';
import { createRefusals } from './api/refusals.ts';
import { createChanges } from './changes.ts';
import { createConnections } from './connections/connections.ts';
import { deliverWithLinks } from './deliver-with-links.ts';
import { removeHostFile, writeHostFile } from './host-file.ts';
import { createIdentity } from './identity.ts';
import { openLog } from './log.ts';
import type { Desktop } from './notify/desktop.ts';
import { openHostDesktop } from './notify/host-desktop.ts';
import { createMessageSettings } from './notify/message-settings.ts';
import { createNotifier } from './notify/notifier.ts';
import { waitingFor } from './notify/waiting-for.ts';
import { openOwnerToken, proofOf } from './owner-token.ts';
import { findPageDir } from './page-dir.ts';
import { createResources } from './resources/resources.ts';
import { systemClock, type Clock } from './runtime/clock.ts';
import { createRuntime } from './runtime/runtime.ts';
import { createStepTests } from './runtime/step-tests.ts';
import { createMasker } from './secrets/masker.ts';
import { openKeyStore, type OsVault } from './secrets/open-key-store.ts';
import { createExecutors, pollJob } from './steps/index.ts';
import { storageOf } from './storage-of.ts';
import { openStore } from './store/store.ts';
import { readTemplates } from './template-files.ts';
import { createDecideListener } from './transport/decide.ts';
import { listenHttp, type HttpHost } from './transport/http.ts';
import { createSessions } from './transport/sessions.ts';
import { version } from './version.ts';

export const defaultPort = 7419;

export type AppOptions = {
  /** The folder of everything. */
  home: string;
  clock?: Clock;
  passphrase?: string | undefined;
  /** The desktop's key store; `unavailable` where the system has none that can be used now. */
  vault?: OsVault | 'unavailable';
  /** Where messages pop up: the desktop app's own, else what D-Bus offers. */
  desktop?: Desktop;
  /** The desktop app around this host, where there is one. */
  shell?: Shell;
  /** Opens a path of the window, after a press on a message. */
  openPath?: (path: string) => void;
  /** The owner's name in a fresh workspace. */
  ownerName?: string;
  pageDir?: string | null;
  /** The disk failed: nobody may be answered any more, the process has to end. */
  onFatal?: (error: AppError) => void;
  /** In tests: answers are held against the contract too. */
  checkAnswers?: boolean;
};

export type App = Awaited<ReturnType<typeof createApp>>;

/** Puts a host together from plain parameters: window, headless host, CLI and tests all use this one. Knows no Electron. */
export async function createApp(options: AppOptions) {
  const { home, clock = systemClock } = options;
  const startedAt = new Date(clock.now()).toISOString();
  const store = openStore({
    home,
    now: clock.now,
    ...(options.ownerName === undefined ? {} : { ownerName: options.ownerName }),
    onFatal: (error) => options.onFatal?.(error),
  });
  try {
    return await assemble();
  } catch (error) {
    store.close();
    throw error;
  }

  async function assemble() {
    const keyStore = await openKeyStore({
      home,
      passphrase: options.passphrase ?? process.env['COUNTERSIGN_PASSPHRASE'],
      vault: options.vault,
    });
    const ownerToken = openOwnerToken(home);
    let http: HttpHost | null = null;
    let local = `http://127.0.0.1:${defaultPort}`;
    let base = local;
    const baseUrl = () => base;
    const hostName = hostname();
    const ownPorts = () => (http === null ? [] : [http.port]);

    const connections = createConnections({
      store: store.connections,
      keyStore,
      forbiddenPorts: ownPorts,
      ollamaHost: process.env['OLLAMA_HOST'],
      log: (line) => log.line(line),
    });
    const secretValues = withToken(connections.secretValues, ownerToken);
    const masker = createMasker(secretValues);
    const log = openLog(home, masker.maskText);
    const messageSettings = createMessageSettings(store, clock.now);
    const asToast: Call = (name, input) => dispatch(name, input, { ...owner(), via: 'toast' });
    const notifier = createNotifier({
      desktop:
        options.desktop ??
        openHostDesktop({
          call: asToast,
          open: (path = '/') => options.openPath?.(path),
          log: (line) => log.line(line),
        }),
      workspace: store.workspace.get,
      waiting: () => waitingFor(asToast),
      quietUntil: messageSettings.quietUntil,
      missed: messageSettings.missed,
      clock,
      mail: () => connections.openNamed('mail'),
      baseUrl,
      log: log.line,
    });
    const { owner, byToken } = createIdentity({ store, ownerToken, now: clock.now });
    const links = createLinks({ store, key: keyStore.homeKey, clock, baseUrl });
    const resources = createResources({ store, now: clock.now });
    const work = {
      store,
      executors: createExecutors({ forbiddenPorts: ownPorts }),
      connections,
      resources,
      clock,
      homeKey: keyStore.homeKey,
      baseUrl,
      toast: notifier.toast,
      log: log.line,
    };
    const stepTests = createStepTests({ ...work, mask: masker.mask });
    const runtime = createRuntime({
      ...work,
      masker,
      pollJob,
      deliver: deliverWithLinks({ deliver: notifier.deliver, links, store }),
    });
    const { audit } = runtime;
    const changes = createChanges(store);
    const unfollow = changes.follow(runtime);
    const sessions = createSessions({ key: keyStore.homeKey, now: clock.now });

    const dispatch = createDispatch({
      handlers: createHandlers({
        store,
        runtime,
        connections,
        resources,
        audit,
        clock,
        reader: createFlowReader(),
        secretValues,
        stepTests,
        links,
        templateTexts: readTemplates,
        baseUrl,
        changed: changes.changed,
        signInCode: sessions.issueCode,
        hostName,
        host: () => ({
          name: hostName,
          version,
          home,
          url: http === null ? null : base,
          startedAt,
          secrets: keyStore.describe(),
          notifications: notificationsOf(notifier),
          storage: storageOf({ home, store }),
          health: runtime.health(),
        }),
        messages: { ...notifier, settings: messageSettings },
        testMessage: notifier.test,
        shell: options.shell ?? null,
      }),
      settled: store.settled,
      log: ({ call, message, cause }) => log.error(`${call}: ${message}`, cause),
      refused: createRefusals({
        store,
        audit,
        clock,
        failed: (error) => log.error('A refused attempt could not be recorded.', error),
      }),
      ...(options.checkAnswers === undefined ? {} : { checkAnswers: options.checkAnswers }),
    });

    async function listen(at: { port?: number; bind?: string; publicUrl?: string | null } = {}) {
      if (http !== null) return { url: base, local, port: http.port };
      const { port = defaultPort, bind = '127.0.0.1', publicUrl = null } = at;
      http = await listenHttp(
        {
          dispatch,
          authentication: { byToken, owner },
          sessions,
          hooks: {
            webhook: async (request) => {
              const { id, answer } = await runtime.webhook(request);
              return answer ?? { status: 202, body: { id } };
            },
            callback: async (token, body) => void (await runtime.callback(token, body)),
          },
          decide: createDecideListener(createDecideByLink({ dispatch, links, store }), clock.now),
          changes,
          join: createJoin({ store, audit, clock, changed: changes.changed, baseUrl, hostName }),
          now: clock.now,
          prove: (nonce) => proofOf(ownerToken, nonce),
          pageDir: options.pageDir === undefined ? findPageDir() : options.pageDir,
          version,
          log: ({ message, cause }) => log.error(message, cause),
        },
        { port, bind, publicUrl },
      ).catch((error: unknown) => {
        throw cannotListen(error, port, bind);
      });
      local = localUrl(bind, http.port);
      base = publicUrl === null ? local : publicUrl.replace(/\/$/, '');
      writeHostFile(home, { url: local, startedAt, version });
      return { url: base, local, port: http.port };
    }

    writeHostFile(home, { url: null, startedAt, version });
    let resumed: Promise<void> | null = null;
    let closed: Promise<void> | null = null;
    return {
      home,
      /** The gate, for callers inside this process. */
      call: dispatch,
      dispatch,
      changes,
      /** Whoever sits at this machine. */
      owner,
      /** The caller of a token; null where it is unknown or revoked. */
      identify: byToken,
      signInCode: sessions.issueCode,
      /** How secrets are kept, and what is weak about it. */
      secrets: keyStore.describe,
      storeSettings: store.settings,
      /** Seals what the desktop app keeps beside the store. */
      sealer: { seal: keyStore.seal, open: keyStore.open },
      quietUntil: messageSettings.quietUntil,
      connections,
      runtime,
      log,
      listen,
      /** Goes on with what was under way, arms schedules and timers. Until then nothing of this home moves. */
      resume: (): Promise<void> => (resumed ??= runtime.resume().then(notifier.begin)),
      /** Within 5 s, however busy. The home is free for the next host afterwards. */
      close: (): Promise<void> =>
        (closed ??= (async () => {
          try {
            const quiet = http?.close();
            stepTests.close();
            await runtime.close();
            await quiet;
            await notifier.close();
          } finally {
            unfollow();
            removeHostFile(home);
            // While the store is open: the log asks it for the secrets to hide.
            log.line('closed');
            log.close();
            store.close();
          }
        })()),
    };
  }
}

function notificationsOf(notifier: Pick<Notifier, 'describe'>) {
  const { available, reason } = notifier.describe();
  return { available, reason };
}

type Notifier = ReturnType<typeof createNotifier>;

/** The same array until a secret is added: the masker asks on every value that is stored. */
function withToken(secretValues: () => readonly string[], token: string): () => readonly string[] {
  let from: readonly string[] = [];
  let all: readonly string[] = [token];
  return () => {
    const values = secretValues();
    if (values !== from) [from, all] = [values, [...values, token]];
    return all;
  };
}
