import type { Browser } from 'playwright';
import { describe, expect, test } from 'vitest';
import { debuggingSwitch } from '../../electron/desktop/debugging-switch.ts';
import { createElectronDouble } from './double/electron.ts';
import { builtFolder, loadWithElectron, newHome } from './support/desktop.ts';

const refused = [
  ['--remote-debugging-port=9222'],
  ['--remote-debugging-pipe'],
  ['--home', '/tmp/x', '--inspect'],
  ['--inspect-brk=127.0.0.1:9229'],
  ['--load-extension=/tmp/evil'],
  ['-remote-debugging-port=0'],
  ['/Remote-Debugging-Port=0'],
  ['countersign://inbox', '--disable-web-security'],
];

describe('a packaged app that is started for debugging (ELE-13)', () => {
  test.each(refused.map((argv) => ({ argv, words: argv.join(' ') })))(
    'does not run with $words',
    async ({ argv }) => {
      const double = createElectronDouble({
        // No window is ever opened.
        browser: null as unknown as Browser,
        isPackaged: true,
      });
      await loadWithElectron(double.module, async () => {
        const { start } = await import('../../electron/main.ts');
        await start({ argv, folder: builtFolder });
      });
      expect(await double.exited).toBe(1);
      expect(double.windows()).toEqual([]);
      expect(double.seen.errors).toEqual([
        {
          title: 'Countersign cannot run',
          content: expect.stringMatching(/^Countersign does not start with \S+\.\n\n[^]*Start it without\.$/),
        },
      ]);
    },
  );

  test('runs with what the app and its installers use', () => {
    const used = ['--hidden', '--home', newHome(), '--port', '0', 'countersign://inbox', '/tmp/a.flow.yaml'];
    expect(debuggingSwitch(used)).toBeNull();
    expect(debuggingSwitch(['--port=0', '/home/debug/pay.flow.yaml', '--inspector'])).toBeNull();
  });
});
