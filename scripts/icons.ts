// `npm run icons`: draws every icon of the app from the mark, with Chromium. The results are kept in the project.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { icns, ico } from './icons/containers.ts';
import { favicon, tile } from './icons/drawings.ts';
import { drawingsStamp, drawn, icoSizes, stampFile } from './icons/list.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
const page = await browser.newPage();

async function render(svg: string, pixels: number): Promise<Buffer> {
  await page.setViewportSize({ width: pixels, height: pixels });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${pixels}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: pixels, height: pixels } });
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

for (const folder of ['build/icons', 'electron/desktop/icons'])
  rmSync(join(root, folder), { recursive: true, force: true });
for (const { file, pixels, svg } of drawn) write(file, await render(svg, pixels));

const forWindows = [];
for (const pixels of icoSizes) forWindows.push({ pixels, png: await render(tile(pixels, 'other'), pixels) });
write('build/icon.ico', ico(forWindows));

const forMac = new Map<number, Buffer>();
for (const pixels of [32, 64, 128, 256, 512, 1024])
  forMac.set(pixels, await render(tile(pixels, 'mac'), pixels));
write(
  'build/icon.icns',
  icns((pixels) => forMac.get(pixels) ?? Buffer.alloc(0)),
);

write('renderer/public/mark.svg', `${favicon()}\n`);
write(stampFile, `${drawingsStamp()}\n`);
await browser.close();
console.log(`${drawn.length + 3} icons drawn.`);
