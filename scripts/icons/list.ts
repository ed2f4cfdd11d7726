import { createHash } from 'node:crypto';
import { tile, tray, type Ground } from './drawings.ts';

/** A PNG that is kept in the project: where, how large, and what it shows. */
export type Drawn = { file: string; pixels: number; svg: string };

export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
export const icoSizes = [16, 24, 32, 48, 64, 128, 256];

/** Electron finds the sharper ones by these endings. */
const densities = { '': 16, '@1.5x': 24, '@2x': 32 };

const trays = (['template', 'light', 'dark'] satisfies Ground[]).flatMap((ground) =>
  [false, true].flatMap((waiting) =>
    Object.entries(densities).map(([ending, pixels]) => ({
      file: `electron/desktop/icons/tray-${ground}${waiting ? '-waiting' : ''}${ending}.png`,
      pixels,
      svg: tray(ground, waiting),
    })),
  ),
);

export const drawn: Drawn[] = [
  { file: 'build/icon.png', pixels: 1024, svg: tile(1024, 'other') },
  ...linuxSizes.map((pixels) => ({
    file: `build/icons/${pixels}x${pixels}.png`,
    pixels,
    svg: tile(pixels, 'other'),
  })),
  ...trays,
];

/** Changes when any drawing does: kept beside the pictures, so that a test sees pictures of an older drawing. */
export const drawingsStamp = (): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        drawn,
        icoSizes.map((pixels) => tile(pixels, 'other')),
        [32, 64, 128, 256, 512, 1024].map((pixels) => tile(pixels, 'mac')),
      ]),
    )
    .digest('hex');

export const stampFile = 'build/icons.sha256';
