import { AxeBuilder } from '@axe-core/playwright';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  launchDesktop,
  makeHome,
  newHome,
  openBrowser,
  startDesktop,
  until,
  type Desktop,
} from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const logOf = (home: string): string => readFileSync(join(home, 'host.log'), 'utf8');

/** Two cards that wait for this person, the later one first, and one of a draft, which is practice. */
async function seedCards(call: Desktop['call']): Promise<void> {
  const flow = (id: string, hours: number) => `countersign: 1
id: ${id}
name: ${id}
nodes:
  begin: { kind: trigger.manual }
  review: { kind: approval, config: { title: 'Pay & file ${id}', timeout: ${hours}h, onTimeout: decline } }
  done: { kind: end }
edges:
  - begin -> review
  - review.approved -> done
`;
  for (const [id, hours] of [
    ['later', 9],
    ['sooner', 3],
    ['practice', 1],
  ] as const) {
    await call('flows.import', { text: flow(id, hours) });
    if (id !== 'practice') {
      await call('flows.release', { id });
      await call('flows.setLive', { id, version: 1 });
    }
    await call('runs.start', { id, input: {}, target: id === 'practice' ? 'draft' : 'live' });
  }
}

describe('beside the clock', () => {
  const home = makeHome();
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await launchDesktop(home, { browser, answer: () => 0 }, { platform: 'win32' });
    await desktop.real();
  });
  afterAll(async () => {
    await desktop.quit();
    rmSync(home, { recursive: true, force: true });
  });
  const tray = () => {
    const [first] = desktop.double.trays;
    if (first === undefined) throw new Error('There is no mark.');
    return first;
  };
  const labels = (): string[] => (tray().menu?.template ?? []).flatMap(({ label }) => label ?? []);

  test('the mark says in words how many wait, names them by deadline, and counts no draft', async () => {
    expect(labels()).toEqual(['Nothing waits for you', 'Open Countersign', 'Inbox', 'Quit Countersign']);
    expect(tray().image).toMatch(/icons\/tray-light\.png$/);
    await seedCards(desktop.call);
    await until(async () => labels()[0] === '2 wait for you', 'both cards are counted');
    expect(labels().slice(1, 3)).toEqual([
      expect.stringMatching(/^Pay && file sooner · by \S/),
      expect.stringMatching(/^Pay && file later · by \S/),
    ]);
    expect({
      tip: tray().toolTip,
      image: tray().image.split('/').at(-1),
      badge: desktop.double.program.badge,
    }).toEqual({ tip: 'Countersign: 2 wait for you', image: 'tray-light-waiting.png', badge: 2 });

    tray().menu?.press(/sooner/);
    const { page } = await desktop.real();
    await page.waitForURL((url) => url.pathname.startsWith('/inbox/'));
    const [card] = (await desktop.call('approvals.list', { mine: true, flow: 'sooner' })).items;
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe(`/inbox/${card?.id}`);
    await desktop.call('approvals.decide', { id: card?.id ?? '', decision: 'approved' });
    await until(async () => labels()[0] === '1 waits for you', 'the decided one is gone');
  });

  test('sleep is told to the runtime: what became due meanwhile happens on waking', async () => {
    const { powerMonitor } = desktop.double.module;
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    expect(logOf(home)).toMatch(/goes to sleep[\s\S]*woke up after 0 s/);
  });

  test('closing the window keeps everything running, and is explained once', async () => {
    const { questions } = desktop.double.seen;
    const before = questions.length;
    await desktop.window().close();
    const told = await until(async () => questions[before], 'an explanation');
    expect(told.message).toBe('Countersign keeps running');
    expect(told.detail).toContain('its mark beside the clock');
    tray().emit('click');
    await until(async () => desktop.double.windows().length === 1, 'the window is back');
    await desktop.real();
    await desktop.window().close();
    expect(questions).toHaveLength(before + 1);
    tray().menu?.press('Inbox');
    const { page } = await until(async () => desktop.double.windows()[0]?.real, 'the window is back');
    await page.waitForURL((url) => url.pathname.startsWith('/inbox'));
  });

  test('menus open views, find, copy facts about a problem that name nothing of the person’s', async () => {
    const menu = desktop.double.system.menu;
    const { page } = await desktop.real();
    menu?.press('Runs');
    await page.waitForURL((url) => url.pathname === '/runs');
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    menu?.press('Find anything…');
    await page.getByRole('textbox', { name: 'Find anything' }).waitFor();
    menu?.press('About Countersign');
    expect(desktop.double.program.abouts).toBe(1);
    menu?.press('Report a problem…');
    const question = await until(
      async () => desktop.double.seen.questions.find(({ message }) => message === 'These facts are copied'),
      'the facts are shown',
    );
    const { copied } = desktop.double.system;
    expect(question.detail).toContain(copied);
    expect(copied).toMatch(/Countersign \d[\s\S]*System: [\s\S]*Health: well/);
    expect(copied).not.toMatch(/sooner|later|owner|token/);
    expect(copied).not.toContain(home);
  });

  test('a window that does not answer is loaded again when the person says so, and once (ELE-15)', async () => {
    const { page } = await desktop.real();
    let loads = 0;
    page.on('load', () => (loads += 1));
    desktop.window().emit('unresponsive');
    await until(async () => loads === 1, 'it is loaded again');
    expect(desktop.double.seen.questions.at(-1)?.message).toBe('The window does not answer');
    expect(logOf(home)).not.toContain('page ended');
  });

  test('the other mouse button offers what can be done with the text under it', () => {
    const { webContents } = desktop.window();
    const flags = {
      canUndo: true,
      canRedo: false,
      canCut: true,
      canCopy: true,
      canPaste: true,
      canSelectAll: true,
    };
    const menuFor = (params: object): string[] => {
      desktop.double.popups.length = 0;
      webContents.emit(
        'context-menu',
        {},
        {
          isEditable: false,
          selectionText: '',
          editFlags: flags,
          misspelledWord: '',
          dictionarySuggestions: [],
          ...params,
        },
      );
      const items = desktop.double.popups[0]?.template ?? [];
      return items.flatMap(({ label, role, enabled }) => (enabled === false ? [] : (label ?? role ?? [])));
    };
    expect(menuFor({})).toEqual([]);
    expect(menuFor({ selectionText: 'words' })).toEqual(['copy']);
    expect(menuFor({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the'] })).toEqual([
      'the',
      'undo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
  });
});

describe('this computer', () => {
  test(
    'settings say what this system can do, and what is chosen there holds',
    { timeout: 60_000 },
    async () => {
      const home = newHome();
      const config = newHome();
      vi.stubEnv('XDG_CONFIG_HOME', config);
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
      onTestFinished(() => void vi.unstubAllEnvs());
      const desktop = await startDesktop(home, { browser, isPackaged: true }, { platform: 'linux' });
      expect(desktop.double.program.protocols).toEqual([{ protocol: 'countersign', args: ['--'] }]);
      expect(desktop.double.seen.spellCheck).toBe(false);
      const { page } = await desktop.real();
      await page.evaluate(`location.href = '/settings'`);
      const section = page.getByRole('region', { name: 'This computer' });
      await section.getByText('shows no marks beside the clock').waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
        if (process.env['LOOK'] !== undefined) {
          await section.scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${process.env['LOOK']}/settings-${colorScheme}.png` });
        }
      }
      await page.setViewportSize({ width: 1280, height: 720 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
      const entry = join(config, 'autostart', 'countersign.desktop');
      expect(existsSync(entry)).toBe(false);
      await section.getByRole('switch', { name: 'Start when I log in' }).click();
      await section.getByRole('switch', { name: 'Start when I log in', checked: true }).waitFor();
      expect(readFileSync(entry, 'utf8')).toContain(
        `Exec="${process.execPath}" "--hidden" "--home" "${home}"\n`,
      );
      await section.getByRole('switch', { name: 'Check spelling in text fields' }).click();
      await until(async () => desktop.double.seen.spellCheck, 'spelling is checked');
      await section.getByRole('switch', { name: 'Start when I log in' }).click();
      await until(async () => !existsSync(entry), 'it does not start at login any more');
    },
  );

  test('at login nothing opens: the app is there, and a start by hand shows its window', async () => {
    const desktop = await startDesktop(newHome(), { browser }, { argv: ['--hidden'] });
    expect([desktop.double.windows().length, desktop.double.trays.length]).toEqual([0, 1]);
    desktop.double.module.app.emit('second-instance', {}, [], '', {});
    await until(async () => desktop.double.windows().length === 1, 'a window');
    await desktop.real();
  });

  test('a system without a mark beside the clock runs all the same', async () => {
    const home = newHome();
    const desktop = await startDesktop(home, { browser, tray: false }, { argv: ['--hidden'] });
    expect(desktop.double.seen.errors).toEqual([]);
    expect(logOf(home)).toContain('no mark beside the clock');
  });
});

describe('the window', () => {
  test('comes back where it was, as large and as far zoomed in', async () => {
    const home = newHome();
    const first = await launchDesktop(home, { browser });
    await first.real();
    first.window().place({ x: 2200, y: 80, width: 1000, height: 700 });
    first.window().webContents.setZoomLevel(1.5);
    first.window().state.maximized = true;
    await first.window().close();
    await first.quit();

    const second = await launchDesktop(home, { browser }, { argv: ['--hidden'] });
    second.double.system.displays.push({ x: 1920, y: 0, width: 1920, height: 1080 });
    second.double.module.app.emit('activate', {}, false);
    const back = await until(async () => second.double.windows()[0], 'a window');
    await until(async () => back.state.maximized, 'it is maximized again');
    expect(back.options).toMatchObject({ x: 2200, y: 80, width: 1000, height: 700 });
    expect(back.webContents.getZoomLevel()).toBe(1.5);
    await second.quit();
  });

  test('a flow file pressed in the file manager is looked at, and nothing of it is stored; a signal ends the app', async () => {
    const home = newHome();
    const file = join(home, 'pay.flow.yaml');
    writeFileSync(file, readFileSync('examples/content-approval.flow.yaml', 'utf8'));
    const listening = process.listeners('SIGTERM');
    const desktop = await startDesktop(home, { browser }, { argv: [file] });
    const { page } = await until(async () => desktop.double.windows()[0]?.real, 'a window');
    await page.getByRole('heading', { name: 'Import a flow' }).waitFor();
    await page.getByRole('button', { name: 'Import' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect((await desktop.call('flows.list', {})).items).toEqual([]);

    desktop.double.module.app.emit('open-file', { preventDefault: () => undefined }, join(home, 'gone.yaml'));
    await page.getByText('The file could not be read.').waitFor();

    const began = performance.now();
    const added = process.listeners('SIGTERM').filter((one) => !listening.includes(one));
    // Not sent: the browser of this test would end with it.
    added.forEach((quit) => quit('SIGTERM'));
    expect(await desktop.double.exited).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(logOf(home)).toMatch(/"msg":"closed"\}\s*$/);
  });
});
