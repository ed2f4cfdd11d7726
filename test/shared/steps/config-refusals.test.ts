import { expect, test } from 'vitest';

import type { JsonObject } from '../../../shared/json.ts';
import { checkConfig } from '../../../shared/steps/check-config.ts';
import { kindOf } from '../../../shared/steps/index.ts';
import type { StepKind } from '../../../shared/steps/kind.ts';

function kind(name: string): StepKind {
  const found = kindOf(name);
  if (found === undefined) throw new Error(`There is no kind ${name}.`);
  return found;
}

test.each<[string, JsonObject, string, string]>([
  ['http', {}, 'invalid', 'config'],
  ['http', { url: 'x', connection: 'a' }, 'invalid', 'config.url'],
  ['http', { url: 'x', success: 'fine' }, 'invalid', 'config.success'],
  ['ssh', { connection: 'vm' }, 'invalid', 'config'],
  ['ssh', { connection: 'vm', command: 'a', script: 'b' }, 'invalid', 'config.script'],
  ['sleep', {}, 'invalid', 'config'],
  ['sleep', { for: '1h', until: 'x' }, 'invalid', 'config.until'],
  ['trigger.schedule', {}, 'invalid', 'config'],
  ['trigger.schedule', { cron: '* * * * *', every: '1h' }, 'invalid', 'config.every'],
  ['trigger.webhook', { path: '/x' }, 'invalid', 'config.path'],
  ['trigger.webhook', { path: 'x', responseBody: {} }, 'invalid', 'config.responseBody'],
  ['join', { mode: 'count' }, 'invalid', 'config'],
  ['join', { count: 2 }, 'invalid', 'config.count'],
  ['notify', { title: 'x', via: 'email', connection: 'm' }, 'invalid', 'config.to'],
  ['notify', { title: 'x', via: 'webhook' }, 'invalid', 'config'],
  ['notify', { title: 'x', via: 'slack' }, 'not_in_version', 'config.via'],
  ['wait', { for: 'event' }, 'not_in_version', 'config.for'],
  ['wait', { where: 'x' }, 'not_in_version', 'config.where'],
  ['approval', { undo: '25s' }, 'not_in_version', 'config.undo'],
  ['approval', { tier: 4 }, 'unknown_value', 'config.tier'],
  ['approval', { quorum: 0 }, 'invalid', 'config.quorum'],
  ['approval', { show: [{ label: 'a', kind: 'diff', value: 'x' }] }, 'missing', 'config.show.0.before'],
  ['approval', { editable: { a: { type: 'number', min: 2, max: 1 } } }, 'invalid', 'config.editable.a.min'],
  ['approval', { assign: { exclude: ['everyone'] } }, 'unknown_value', 'config.assign.exclude.0'],
  ['branch', {}, 'missing', 'config.cases'],
  [
    'llm',
    { connection: 'x', prompt: 'x', output: { a: { type: 'string', items: 'string' } } },
    'invalid',
    'config.output.a.items',
  ],
])('%s with %j is refused: %s at %s', (name, config, code, field) => {
  const checked = checkConfig(kind(name), config);
  expect(checked.ok ? [] : checked.problems[0]).toMatchObject({ code, field });
});
