import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { createMasker } from '../../../electron/secrets/masker.ts';
import type { Json } from '../../../shared/json.ts';

const pem = `-----BEGIN PRIVATE KEY-----\n${'Zm9vYmFyYmF6cXV4'.repeat(3)}\n${'QUJDREVGR0hJSktM'.repeat(3)}\n-----END PRIVATE KEY-----\n`;
const secrets = [
  's3cr3t-T0ken/+=',
  'with "quotes" & <tags>',
  'päss wörd 🎈',
  pem,
  'line one of it\nline two of it',
  'p@ss:word%',
];
const masker = createMasker(() => secrets);
const hidden = (text: string) => masker.mask({ deep: [{ text }] });

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const spellings: [string, (secret: string) => string][] = [
  ['raw', (secret) => secret],
  ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ['base64, one byte in', (secret) => Buffer.from(`a${secret}zz`).toString('base64')],
  ['base64, two bytes in', (secret) => Buffer.from(`ab${secret}zz`).toString('base64')],
  ['base64url', (secret) => Buffer.from(secret).toString('base64url')],
  ['hex', (secret) => Buffer.from(secret).toString('hex')],
  ['HEX', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['URL', (secret) => encodeURIComponent(secret)],
  ['form', (secret) => new URLSearchParams({ a: secret }).toString()],
  ['JSON', (secret) => JSON.stringify({ a: secret })],
  ['JSON in JSON', (secret) => JSON.stringify({ a: JSON.stringify({ b: secret }) })],
  ['HTML', html],
  ['CRLF', (secret) => secret.replaceAll('\n', '\r\n')],
];

describe.each(spellings)('%s', (_name, spell) => {
  test.each(secrets)('hides %j in any text', (secret) => {
    const spelled = spell(secret);
    const result = JSON.stringify(hidden(`before ${spelled} after`));
    expect(result).toContain('•••');
    const core = spelled.length > 24 ? spelled.slice(8, -8) : spelled;
    expect(result).not.toContain(JSON.stringify(core).slice(1, -1));
  });
});

test('a key printed line by line is hidden line by line', () => {
  for (const line of pem.split('\n').filter((text) => text.length > 40))
    expect(hidden(`| ${line} |`)).toEqual({ deep: [{ text: '| ••• |' }] });
});

test('keys of objects are masked too', () => {
  expect(masker.mask({ 's3cr3t-T0ken/+=': 1, kept: 2 })).toEqual({ '•••': 1, kept: 2 });
});

test('the same value comes back when nothing is hidden', () => {
  const value: Json = { a: [1, null, true, 'text'], b: { c: 'x' } };
  expect(masker.mask(value)).toBe(value);
});

test('a secret of fewer than four characters hides nothing', () => {
  const short = createMasker(() => ['abc', '', '   ']);
  expect(short.mask('abc abc')).toBe('abc abc');
});

test('a longer secret that contains a shorter one goes as a whole', () => {
  const both = createMasker(() => ['token', 'token-and-more']);
  expect(both.mask('x token-and-more y token z')).toBe('x ••• y ••• z');
});

test('a new secret counts from the next value on', () => {
  const list: string[] = [];
  const growing = createMasker(() => [...list]);
  expect(growing.mask('fresh-secret')).toBe('fresh-secret');
  list.push('fresh-secret');
  expect(growing.mask('fresh-secret')).toBe('•••');
});

describe('without any known secret', () => {
  const none = createMasker(() => []);
  test.each([
    ['Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer •••'],
    [
      'see http://h/callbacks/cnVufG5vZGV8MQ.AbCdEfGhIjKlMnOpQrStUvWxYz012345678901234567',
      'see http://h/callbacks/•••',
    ],
    ['http://h/decide/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789', 'http://h/decide/•••'],
    ['the bearer of bad news walked in', 'the bearer of bad news walked in'],
    ['/callbacks/short', '/callbacks/short'],
    ['callback://run/node/1', 'callback://run/node/1'],
  ])('%s → %s', (before, after) => expect(none.mask(before)).toBe(after));

  test('credential headers are hidden by their name, in headers only', () => {
    expect(
      none.mask({
        headers: { Authorization: 'Basic eDp5', cookie: 'a=b', 'x-countersign-secret': 's', accept: 'text' },
        body: { cookie: 'chocolate' },
      }),
    ).toEqual({
      headers: { Authorization: '•••', cookie: '•••', 'x-countersign-secret': '•••', accept: 'text' },
      body: { cookie: 'chocolate' },
    });
  });

  test('20,000 small payloads take well under a second', () => {
    const payload: Json = {
      method: 'POST',
      headers: { host: 'h', accept: '*/*' },
      query: {},
      body: { id: 7, title: 'Tides', tags: ['a', 'b'] },
    };
    const from = performance.now();
    for (let i = 0; i < 20_000; i++) none.mask(payload);
    expect(performance.now() - from).toBeLessThan(800);
  });
});

test('8 MiB with forty secrets takes seconds, not minutes', () => {
  const many = createMasker(() =>
    Array.from({ length: 40 }, (_, i) => `secret-number-${i}-${'x'.repeat(i)}!`),
  );
  const text = 'lorem ipsum dolor sit amet '.repeat(310_000);
  const from = performance.now();
  expect(many.mask(`${text}secret-number-7-xxxxxxx!`)).toBe(`${text}•••`);
  expect(performance.now() - from).toBeLessThan(5_000);
});
