/** Chromium without Electron cannot learn a new scheme: its pages lie at an https name that nothing else has. */
const suffix = '.app-scheme.test';

/** `countersign-app://window/x` → `https://window.countersign-app.app-scheme.test/x`; web addresses stay. */
export function toPage(address: string): string {
  const url = new URL(address);
  if (['https:', 'http:', 'about:', 'data:'].includes(url.protocol)) return address;
  return `https://${url.host}.${url.protocol.slice(0, -1)}${suffix}${url.pathname}${url.search}${url.hash}`;
}

export function fromPage(address: string): string {
  const url = URL.parse(address);
  if (url === null || !url.hostname.endsWith(suffix)) return address;
  const name = url.hostname.slice(0, -suffix.length);
  const dot = name.lastIndexOf('.');
  return `${name.slice(dot + 1)}://${name.slice(0, dot)}${url.pathname}${url.search}${url.hash}`;
}
