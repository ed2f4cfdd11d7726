import { readFileSync } from 'node:fs';

/** The switches inside an Electron program, in the order in which they lie there; `null`: we leave it as it came. */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: null,
  grantFileProtocolExtraPrivileges: false,
} as const;

export type FuseName = keyof typeof fuses;

/** Electron marks the place with this text; after it come a version, a count, and one character for each. */
export const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const off = 0x30;
const on = 0x31;

/** What a program has, read from its bytes and not from what a build said it wrote. Universal programs have it twice. */
export function readFuses(program: string): Partial<Record<FuseName, boolean>>[] {
  const bytes = readFileSync(program);
  const found: Partial<Record<FuseName, boolean>>[] = [];
  for (let at = bytes.indexOf(sentinel); at >= 0; at = bytes.indexOf(sentinel, at + 1)) {
    const from = at + sentinel.length;
    if (bytes[from] !== 1) throw new Error(`${program} has switches of version ${bytes[from]}, not 1.`);
    const states = bytes.subarray(from + 2, from + 2 + (bytes[from + 1] ?? 0));
    found.push(
      Object.fromEntries(
        Object.keys(fuses).flatMap((name, index) =>
          states[index] === on || states[index] === off ? [[name, states[index] === on] as const] : [],
        ),
      ),
    );
  }
  return found;
}

/** Every switch that is not as it has to be, in words; empty where all are. */
export function wrongFuses(program: string): string[] {
  const places = readFuses(program);
  if (places.length === 0) return [`${program} has no switches: it is no Electron program.`];
  return places.flatMap((place) =>
    Object.entries(fuses)
      .filter(([name, wanted]) => wanted !== null && place[name as FuseName] !== wanted)
      .map(([name, wanted]) => `${name} is not ${wanted ? 'on' : 'off'}.`),
  );
}
