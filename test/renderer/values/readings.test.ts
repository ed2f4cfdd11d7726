import { expect, test } from 'vitest';
import { readingsOf } from '../../../renderer/values/readings.ts';

test('longer texts of a value are offered as what they are: patch, Markdown or text; short ones are not', () => {
  const value = {
    status: 200,
    title: 'Worms',
    stdout: '--- a/README\n+++ b/README\n@@ -1 +1,2 @@\n Hello\n+World\n',
    body: { text: '# Worms\n\nThey dig.', log: 'one\ntwo' },
  };
  expect(readingsOf(value).map(({ label, kind }) => `${label}: ${kind}`)).toEqual([
    'stdout: patch',
    'body.text: markdown',
    'body.log: text',
  ]);
  expect(readingsOf('# By itself\n\nit is shown anyway')).toEqual([]);
});
