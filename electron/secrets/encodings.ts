/** Secrets shorter than this are not looked for: they would blank out ordinary words. */
export const shortestSecret = 4;

const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** The middle of what base64 makes of the secret at each of the three byte offsets it can stand at inside longer data. */
function insideBase64(bytes: Buffer): string[] {
  if (bytes.length < 8) return [];
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), whole);
  });
}

/** Every spelling of one secret that may turn up in a text: raw, escaped and encoded. */
export function spellingsOf(secret: string): string[] {
  const trimmed = secret.trim();
  if (trimmed.length < shortestSecret) return [];
  const spellings = new Set<string>();
  for (const text of new Set([secret, trimmed])) {
    const bytes = Buffer.from(text, 'utf8');
    const hex = bytes.toString('hex');
    const base64 = bytes.toString('base64');
    for (const inside of [base64, ...insideBase64(bytes)]) {
      spellings.add(inside.replace(/=+$/, ''));
      spellings.add(inside.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
    }
    for (const spelling of [
      text,
      text.replaceAll('\r\n', '\n'),
      text.replaceAll(/\r?\n/g, '\r\n'),
      JSON.stringify(text).slice(1, -1),
      JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
      hex,
      hex.toUpperCase(),
      encodeURIComponent(text.toWellFormed()),
      new URLSearchParams({ s: text }).toString().slice(2),
      html(text),
    ])
      spellings.add(spelling);
  }
  // A key that is printed line by line is still the key; its frame lines are public.
  if (trimmed.includes('\n')) {
    for (const line of trimmed.split(/\r?\n/))
      if (line.length >= 16 && !line.startsWith('-----')) spellings.add(line.trim());
  }
  return [...spellings].filter((spelling) => spelling.length >= shortestSecret);
}
