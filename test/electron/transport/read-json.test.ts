import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../electron/transport/read-json.ts';

test('every honest document is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
      const text = JSON.stringify(value);
      if (text.includes('__proto__')) return;
      expect(readJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('brackets inside texts do not count', () => {
  const value = { a: '['.repeat(500), 'b\\': '\\"{{{', c: ['\\\\'] };
  expect(readJson(JSON.stringify(value))).toEqual(value);
});

test('depth is refused at its limit, before it costs anything', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(readJson(nested(64))).toBeDefined();
  expect(() => readJson(nested(65))).toThrow(/64 levels/);
  const started = performance.now();
  expect(() => readJson('['.repeat(1_000_000))).toThrow(/64 levels/);
  expect(performance.now() - started).toBeLessThan(200);
});

test('a prototype is never set, however the key is spelled', () => {
  for (const text of [
    '{"__proto__":{"x":1}}',
    '{"a":{"\\u005f\\u005fproto__":1}}',
    '[{"__pro\\u0074o__":1}]',
  ]) {
    expect(() => readJson(text)).toThrow(/__proto__/);
  }
});
