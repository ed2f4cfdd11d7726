import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadWithElectron } from './support/desktop.ts';

const { outsideAddress } = await loadWithElectron(
  { dialog: {}, shell: {} },
  () => import('../../electron/desktop/open-outside.ts'),
);

describe('links that may leave the window', () => {
  test.each([
    'https://forge.test/pulls/7?tab=files#L3',
    'https://127.0.0.1:8443/x',
    'mailto:mara@example.org',
  ])('%s may be offered', (address) => expect(outsideAddress(address)?.href).toBe(address));

  test.each([
    'http://plain.test/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'countersign-app://window/',
    'chrome://settings',
    'x-apple-helpbasic:x',
    'search-ms:query=x',
    'https://a@b.test/',
    'https://user:secret@b.test/',
    'https://',
    'https:// b.test/',
    'https://b.test/\u0000',
    'https://b.test/ --inspect',
    '\thttps://b.test/',
    'mailto:a@b.test?attach=/etc/passwd',
    'mailto:a@b.test?body=x&cc=y@z.test',
    '',
    'https',
    `https://b.test/${'x'.repeat(5000)}`,
  ])('%j may not', (address) => expect(outsideAddress(address)).toBeNull());

  test('whatever is given, only https without a name in it, or plain mail, comes out', () => {
    const scheme = fc.constantFrom(
      'https:',
      'http:',
      'file:',
      'HTTPS:',
      'ftp:',
      'mailto:',
      'https:\\',
      'javascript:',
      '',
    );
    const address = fc
      .tuple(scheme, fc.string({ unit: 'binary', maxLength: 40 }))
      .map(([head, tail]) => `${head}//${tail}`);
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl(), fc.string()), (text) => {
        const url = outsideAddress(text);
        if (url === null) return;
        expect(['https:', 'mailto:']).toContain(url.protocol);
        expect(url.username + url.password).toBe('');
        expect(url.href).not.toMatch(/\s/);
      }),
      { numRuns: 2000 },
    );
  });
});
