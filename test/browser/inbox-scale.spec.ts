import { fillHome } from '../support/big-home.ts';
import { inbox } from './support/inbox.ts';
import { busyness, keysToPicture } from './support/measure.ts';
import { expect, test } from './support/test.ts';

for (const cards of [1000, 5000])
  test(
    `an inbox of ${cards} cards: open in 600 ms, and the next card 75 ms after the key`,
    { tag: '@measured' },
    async ({ window, host }) => {
      await host.stop();
      await fillHome(host.home, { finished: 1, waiting: cards, cards }, () => undefined);
      await host.restart();
      await window.goto(`${host.url}/flows`);
      const link = window.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ });
      await expect(link).toContainText('99+');
      const busy = busyness();

      // As somebody who has the window open, and as one who opens it with the inbox.
      const opened = await window.evaluate(async () => {
        const began = performance.now();
        document.querySelector<HTMLElement>('a[href="/inbox"]')?.click();
        while (document.querySelector('[data-entry]') === null) await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return performance.now() - began;
      });
      const began = Date.now();
      await window.goto(`${host.url}/inbox`, { waitUntil: 'commit' });
      await inbox(window).entries.first().waitFor();
      const fromNothing = Date.now() - began;

      await expect(window.locator('[data-card-title]')).toBeVisible();
      const { middle, late, workPerKey } = await keysToPicture(window, 'j'.repeat(40));
      await expect(inbox(window).chosen).toBeFocused();
      await expect(inbox(window).chosen).toBeInViewport({ ratio: 1 });
      const drawn = await inbox(window).entries.count();
      console.log(
        `${cards} cards: opened in ${Math.round(opened)} ms, the whole window with them in ${fromNothing} ms; ` +
          `j to picture: median ${Math.round(middle)} ms, 95 % within ${Math.round(late)} ms, ` +
          `${Math.round(workPerKey)} ms of work per key; ${drawn} lines drawn (machine busy × ${busy.toFixed(1)})`,
      );
      expect(drawn).toBeLessThan(100);
      // What holds today, measured at 420 to 450 ms and 51 to 56 ms; the aim is 300 and 50.
      expect(opened).toBeLessThan(600 * busy);
      expect(middle).toBeLessThan(75 * busy);
    },
  );
