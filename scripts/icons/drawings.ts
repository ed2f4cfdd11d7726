import { markShape } from '../../renderer/ui/mark-shape.ts';

/** As renderer/ui/tokens.css has them. */
const accent = '#4f46e5';
const accentOnDark = '#8b8cff';
const white = '#ffffff';
const ink = '#1c1b19';
const waits = '#f2a92c';

const { size, signed, countersigned } = markShape;

type Strokes = { solid: number; outer: number; inner: number; gap: number; bothRims: boolean };

/** With few pixels the outline's lines are thicker, and its rim beside the solid stroke is left to that stroke. */
const fine: Strokes = { solid: 4.2, outer: 5.6, inner: 2.6, gap: 1, bothRims: true };
const coarse: Strokes = { solid: 4.4, outer: 6.4, inner: 2.8, gap: 1.3, bothRims: false };
const strokesFor = (pixels: number): Strokes => (pixels <= 48 ? coarse : fine);

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" fill="none" stroke-linecap="round" stroke-linejoin="round">${inside}</svg>`;

/** Where a dot says that a person is needed: the corner that the strokes leave free. */
const dot = { x: 26.2, y: 25.6, radius: 5, air: 1.4 };

/** What lies behind shows through the outline and the gaps, so the mark works on any ground. */
function mark(colour: string, strokes: Strokes, dotColour: string | null): string {
  const { solid, outer, inner, gap, bothRims } = strokes;
  const hole =
    dotColour === null ? '' : `<circle cx="${dot.x}" cy="${dot.y}" r="${dot.radius + dot.air}" fill="#000"/>`;
  const mask = (id: string, cut: string): string =>
    `<mask id="${id}" maskUnits="userSpaceOnUse" x="0" y="0" width="${size}" height="${size}"><rect width="${size}" height="${size}" fill="#fff"/>${cut}${hole}</mask>`;
  return [
    mask(
      'outline',
      `<path d="${countersigned}" stroke="#000" stroke-width="${inner}"${bothRims ? '' : ' fill="#000"'}/><path d="${signed}" stroke="#000" stroke-width="${solid + 2 * gap}" fill="#000"/>`,
    ),
    mask('stroke', ''),
    `<path d="${countersigned}" stroke="${colour}" stroke-width="${outer}" mask="url(#outline)"/>`,
    `<path d="${signed}" stroke="${colour}" stroke-width="${solid}" mask="url(#stroke)"/>`,
    dotColour === null ? '' : `<circle cx="${dot.x}" cy="${dot.y}" r="${dot.radius}" fill="${dotColour}"/>`,
  ].join('');
}

/** The app's tile. macOS asks for air around it (824 of 1024) and draws its own shadow. */
export function tile(pixels: number, system: 'mac' | 'other'): string {
  const side = system === 'mac' ? size * (824 / 1024) : size * (pixels <= 48 ? 1 : 0.94);
  const edge = (size - side) / 2;
  const scale = (side / size) * (pixels <= 48 ? 0.88 : 0.84);
  const place = `translate(${size / 2} ${size / 2}) scale(${scale}) translate(${-size / 2} ${-size / 2 + 0.5})`;
  return svg(
    `<rect x="${edge}" y="${edge}" width="${side}" height="${side}" rx="${side * 0.225}" fill="${accent}"/><g transform="${place}">${mark(white, strokesFor(pixels), null)}</g>`,
  );
}

/** `template`: macOS colours it itself. `light` and `dark` name the panel that it stands on. */
export type Ground = 'template' | 'light' | 'dark';

export function tray(ground: Ground, waiting: boolean): string {
  const colour = ground === 'template' ? '#000000' : ground === 'light' ? ink : white;
  const dotColour = ground === 'template' ? colour : waits;
  return svg(mark(colour, coarse, waiting ? dotColour : null));
}

/** The page's own icon, which a browser shows on light and on dark tabs. */
export function favicon(): string {
  return svg(
    `<path d="${countersigned}" stroke="${accentOnDark}" stroke-width="5.5"/><path d="${countersigned}" stroke="${white}" stroke-width="2.2"/><path d="${signed}" stroke="${accent}" stroke-width="4"/>`,
  );
}
