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

  // Every way to write each target that a parser, a shell or Windows may take for something else.
  const schemes = [
    'file',
    'smb',
    'nfs',
    'ftp',
    'sftp',
    'ssh',
    'telnet',
    'ldap',
    'dav',
    'http',
    'ws',
    'wss',
    'javascript',
    'vbscript',
    'data',
    'blob',
    'filesystem',
    'about',
    'chrome',
    'view-source',
    'ms-msdt',
    'ms-word',
    'ms-excel',
    'ms-officecmd',
    'ms-settings',
    'ms-appinstaller',
    'search-ms',
    'search',
    'shell',
    'x-apple.systempreferences',
    'x-apple-helpbasic',
    'itms-apps',
    'steam',
    'zoommtg',
    'slack',
    'tel',
    'sms',
    'facetime',
    'intent',
    'vnc',
    'rdp',
    'jar',
    'res',
    'mk',
    'countersign',
    'countersign-app',
    'htttps',
    'httpss',
    'https.evil',
    'xhttps',
  ];
  const wrapped: ((address: string) => string)[] = [
    (address) => ` ${address}`,
    (address) => `\u0000${address}`,
    (address) => address.replace(':', '\n:'),
    (address) => address.replace('://', ':///\t'),
    (address) => address.replace('https://', 'https://someone@'),
    (address) => address.replace('https://', 'https://a:b@'),
    (address) => `${address} --inspect`,
    (address) => `${address}\r\nX: y`,
    (address) => `${address}\u2028`,
    (address) => address.replace('https', 'http\ts'),
  ];
  const targets = [
    'https://forge.test/',
    'https://127.0.0.1/x',
    'https://[::1]/',
    'https://b.test:8443/?q=1#x',
    'https://xn--e1afmkfd.test/',
  ];
  const hostile = [
    ...schemes.flatMap((scheme) => [
      `${scheme}://evil.test/x`,
      `${scheme}:evil`,
      `${scheme.toUpperCase()}://evil.test`,
    ]),
    ...targets.flatMap((address) => wrapped.map((wrap) => wrap(address))),
    '\\\\server\\share',
    '//server/share',
    'C:\\Windows\\System32\\calc.exe',
    '/etc/passwd',
    './x.sh',
    '%SystemRoot%',
    '~/x',
    'calc.exe',
    'https:',
    'https:/',
    'https:///',
    'mailto:',
    'mailto:a@b.test?subject=x',
    'mailto:%0a',
    'mailto:a@b.test?attach=x',
  ];
  test(`${hostile.length} addresses that are no plain link leave the window nowhere (ELE-08)`, () => {
    expect(hostile.length).toBeGreaterThanOrEqual(200);
    expect(hostile.filter((address) => outsideAddress(address) !== null)).toEqual([]);
  });

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
