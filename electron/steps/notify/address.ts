const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * One plain address, or null. Quoted local parts, comments, lists, routes and line breaks are valid mail grammar and
 * have sent mail to places nobody named: only what reads the same to everybody is taken.
 */
export function plainAddress(text: string): string | null {
  const address = text.trim();
  if (address.length > 254) return null;
  const at = address.indexOf('@');
  const name = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || name.length > 64 || !local.test(name)) return null;
  return domain.split('.').every((part) => label.test(part)) ? address : null;
}

/** One line for a header: no line break can begin another one. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/\p{Cc}+|[\u2028\u2029]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
