import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { hostAddressText, readHostAddress } from '../../shared/host-address.ts';

test.each([
  ['https://Countersign.Example.com/', 'https://countersign.example.com'],
  ['https://host.example:8443/team/a/', 'https://host.example:8443/team/a'],
  ['https://10.0.0.5', 'https://10.0.0.5'],
  ['http://127.0.0.1:7419', 'http://127.0.0.1:7419'],
  ['http://localhost:7419/', 'http://127.0.0.1:7419'],
  ['http://[::1]:7419', 'http://[::1]:7419'],
  [' ssh://ops@build-server ', 'ssh://ops@build-server'],
  ['ssh://build-server:2222?port=7420', 'ssh://build-server:2222?port=7420'],
  ['ssh://ops@[fe80::1]:22?port=7419', 'ssh://ops@[fe80::1]'],
])('%s is the address %s', (given, text) => {
  expect(hostAddressText(readHostAddress(given))).toBe(text);
});

test.each([
  'http://host.example',
  'http://10.0.0.5:7419',
  'http://127.0.0.1.evil.example:7419',
  'http://127.0.0.2:7419',
  'http://0x7f000001:7419',
  'http://localhost.evil.example',
  'http://localhost@evil.example',
  'https://user:password@host.example',
  'https://user@host.example',
  'https://host.example?x=1',
  'https://host.example/#code=x',
  'https://host.example:0',
  'https://host.example:65536',
  'https://ho st.example',
  'https://host.example/a b',
  'https://host.example\\@evil.example',
  'ftp://host.example',
  'file:///etc/passwd',
  'ssh://host/etc',
  'ssh://-oProxyCommand=x',
  'ssh://host?port=0',
  'javascript:alert(1)',
  'host.example',
  '',
  `https://${'a'.repeat(9000)}`,
])('%s is refused, with what to write instead', (given) => {
  try {
    readHostAddress(given);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_input', fix: expect.stringContaining('ssh://') });
    return;
  }
  throw new Error(`${given} was taken`);
});
