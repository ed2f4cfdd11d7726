/** One picture of a container, already a PNG. */
export type Picture = { pixels: number; png: Uint8Array };

/** Windows: a directory of pictures, then the pictures. 256 is written as 0, the field has one byte. */
export function ico(pictures: Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ pixels, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(pixels % 256, at);
    head.writeUInt8(pixels % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/**
 * The kinds of an .icns that hold a PNG. Those for 16 and 32 at single density are left out: macOS draws them wrong
 * when they are PNGs, and takes the ones for double density instead.
 */
export const icnsKinds = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
} as const;

/** macOS: pieces of kind, length and content, the whole with the same head. */
export function icns(pngOf: (pixels: number) => Uint8Array): Buffer {
  const piece = (kind: string, content: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  const pieces = Object.entries(icnsKinds).map(([kind, pixels]) => piece(kind, pngOf(pixels)));
  return piece('icns', Buffer.concat(pieces));
}
