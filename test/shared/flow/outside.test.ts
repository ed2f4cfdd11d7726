import { describe, expect, test } from 'vitest';
import { changesOutside, outsideInWords, outsideOf } from '../../../shared/flow/outside.ts';
import { draw, manual, set } from './drawings.ts';

const request = (connection: string, method = 'POST') => ({
  kind: 'http',
  config: { connection, method, path: '/' },
});
const command = (connection: string) => ({ kind: 'ssh', config: { connection, command: 'make' } });
const mail = (to: string[]) => ({
  kind: 'notify',
  config: { via: 'email', connection: 'post', to, title: 'Ready' },
});

test('a step that changes something outside is known by its config, unless its author said otherwise', () => {
  expect(changesOutside(request('cms'))).toBe(true);
  expect(changesOutside({ ...request('cms'), effect: 'read' })).toBe(false);
  expect(changesOutside(request('cms', 'GET'))).toBe(false);
  expect(changesOutside({ ...request('cms', 'GET'), effect: 'write' })).toBe(true);
});

describe('what a flow changes outside', () => {
  test('every writing step is named in drawing order, with where it goes and what it does there', () => {
    const drawing = draw({
      start: manual,
      look: request('cms', 'GET'),
      publish: request('cms'),
      tell: { kind: 'http', config: { url: 'https://api.example.com/v1', method: 'PUT' } },
      build: command('build_vm'),
      inform: mail(['{{ trigger.input.customer }}']),
      remind: mail(['mara', 'jon']),
      keep: set(),
    });
    expect(outsideOf(drawing).map(({ node, connection, does }) => [node, connection, does])).toEqual([
      ['publish', 'cms', 'POST to cms'],
      ['tell', null, 'PUT to api.example.com'],
      ['build', 'build_vm', 'runs a command on build_vm'],
      ['inform', 'post', 'mail to the people the run names'],
      ['remind', 'post', 'mail to 2 people'],
    ]);
  });

  test('systems and servers count once, however many steps reach them', () => {
    const words = (nodes: Parameters<typeof draw>[0]) => outsideInWords(outsideOf(draw(nodes)));
    expect(
      words({
        a: request('cms'),
        b: request('cms'),
        c: request('shop'),
        d: command('build_vm'),
        e: mail(['mara']),
      }),
    ).toBe('writes to 2 systems, runs a command on 1 server, sends mail');
    expect(words({ a: command('build_vm'), b: command('build_vm') })).toBe('runs commands on 1 server');
    expect(words({ a: { kind: 'notify', config: { title: 'Ready' } } })).toBe(
      'shows messages on this computer',
    );
    expect(words({ a: { ...set(), effect: 'write' } })).toBe('changes something outside in 1 other step');
    expect(words({ start: manual, a: request('cms', 'GET') })).toBe('changes nothing outside');
  });

  test('a half drawn step its author marked is told too, never left out', () => {
    expect(outsideOf(draw({ pay_out: { kind: 'http', effect: 'write' } }))).toEqual([
      {
        node: 'pay_out',
        kind: 'http',
        connection: null,
        does: 'pay out, half drawn',
        sort: 'system',
        place: 'a web address',
      },
    ]);
  });
});
