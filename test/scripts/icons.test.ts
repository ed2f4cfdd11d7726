import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { icns, icnsKinds, ico } from '../../scripts/icons/containers.ts';
import { favicon } from '../../scripts/icons/drawings.ts';
import { drawingsStamp, drawn, icoSizes, stampFile } from '../../scripts/icons/list.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bytesOf = (file: string): Buffer => readFileSync(join(root, file));

/** Width, height and kind of pixels of a PNG, or null where it is none. */
function readPng(bytes: Buffer): { width: number; height: number; alpha: boolean } | null {
  if (bytes.subarray(0, 8).toString('hex') !== '89504e470d0a1a0a') return null;
  if (bytes.subarray(12, 16).toString() !== 'IHDR' || !bytes.subarray(-8).includes('IEND')) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), alpha: bytes[25] === 6 };
}

const square = (pixels: number) => ({ width: pixels, height: pixels, alpha: true });

function readIco(bytes: Buffer) {
  expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = bytes.readUInt32LE(at + 12);
    const end = offset + bytes.readUInt32LE(at + 8);
    expect(end).toBeLessThanOrEqual(bytes.length);
    const stated = bytes.readUInt8(at);
    return { stated: stated === 0 ? 256 : stated, picture: readPng(bytes.subarray(offset, end)) };
  });
}

function readIcns(bytes: Buffer) {
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('icns');
  expect(bytes.readUInt32BE(4)).toBe(bytes.length);
  const pieces: Record<string, ReturnType<typeof readPng>> = {};
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4))
    pieces[bytes.subarray(at, at + 4).toString('latin1')] = readPng(
      bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4)),
    );
  return pieces;
}

describe('the icons kept in the project', () => {
  test.each(drawn)('$file is a PNG of $pixels pixels that lets the ground through', ({ file, pixels }) => {
    expect(readPng(bytesOf(file))).toEqual(square(pixels));
  });

  test('no picture lies there that nothing draws any more', () => {
    const folders = ['build/icons', 'electron/desktop/icons'];
    const there = folders.flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    );
    expect(there.toSorted()).toEqual(
      drawn
        .map(({ file }) => file)
        .filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)))
        .toSorted(),
    );
  });

  test('Windows finds every size it asks for in icon.ico', () => {
    expect(readIco(bytesOf('build/icon.ico'))).toEqual(
      icoSizes.map((pixels) => ({ stated: pixels, picture: square(pixels) })),
    );
  });

  test('macOS finds every density it asks for in icon.icns', () => {
    expect(readIcns(bytesOf('build/icon.icns'))).toEqual(
      Object.fromEntries(Object.entries(icnsKinds).map(([kind, pixels]) => [kind, square(pixels)])),
    );
  });

  test('they show the mark as it is drawn now: `npm run icons` was run after the last change', () => {
    expect(bytesOf(stampFile).toString().trim()).toBe(drawingsStamp());
    expect(bytesOf('renderer/public/mark.svg').toString().trim()).toBe(favicon());
  });

  test('the built app has the tray’s pictures beside itself', () => {
    for (const { file } of drawn.filter((one) => one.file.startsWith('electron/desktop/icons/')))
      expect(existsSync(join(root, file.replace('electron/desktop/icons', 'out/icons'))), file).toBe(true);
  });
});

describe('the containers', () => {
  test('each picture stands where the directory says, whatever its length', () => {
    const png = bytesOf('build/icons/16x16.png');
    const longer = bytesOf('build/icons/256x256.png');
    expect(
      readIco(
        ico([
          { pixels: 256, png: longer },
          { pixels: 16, png },
        ]),
      ),
    ).toEqual([
      { stated: 256, picture: square(256) },
      { stated: 16, picture: square(16) },
    ]);
    expect(Object.keys(readIcns(icns(() => png)))).toEqual(Object.keys(icnsKinds));
  });
});
