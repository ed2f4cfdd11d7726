import { describe, expect, test } from 'vitest';
import { contract, procedureNames, routedNames, type ProcedureName } from '../../shared/api/contract.ts';
import { roles, type Role } from '../../shared/api/rights.ts';
import { AppError } from '../../shared/errors.ts';
import { startHost } from '../support/host.ts';

/**
 * Who may call what, written down by hand: o owner, d designer, a approver, g agent, v viewer. A new call without a line
 * here fails this test, and so does a change of the table in `rights.ts` that nobody meant.
 */
const table: Record<ProcedureName, string> = {
  'flows.list': 'odagv',
  'flows.import': 'odg',
  'flows.inspect': 'odg',
  'flows.get': 'odagv',
  'flows.save': 'odg',
  'flows.remove': 'od',
  'flows.problems': 'odagv',
  'flows.readiness': 'odagv',
  'flows.rehearsal': 'odagv',
  'flows.tried': 'odagv',
  'flows.export': 'odagv',
  'flows.diff': 'odagv',
  'flows.release': 'od',
  'flows.releases': 'odagv',
  'flows.releaseOf': 'odagv',
  'flows.setLive': 'od',
  'flows.hooks': 'od',
  'flows.testStep': 'odg',
  'templates.list': 'odagv',
  'templates.get': 'odagv',
  'templates.use': 'odg',
  'runs.start': 'odg',
  'runs.list': 'odagv',
  'runs.failures': 'odagv',
  'runs.stuck': 'odagv',
  'runs.get': 'odagv',
  'runs.events': 'odagv',
  'runs.logs': 'odagv',
  'runs.drawing': 'odagv',
  'runs.cancel': 'odg',
  'runs.retry': 'odg',
  'runs.edit': 'od',
  'runs.skip': 'od',
  'runs.answer': 'oda',
  'runs.jump': 'odg',
  'runs.callback': 'odg',
  'approvals.list': 'odagv',
  'approvals.get': 'odagv',
  'approvals.decide': 'oda',
  'approvals.hold': 'oda',
  'approvals.undo': 'oda',
  'approvals.claim': 'oda',
  'approvals.reassign': 'oda',
  'approvals.defer': 'oda',
  'approvals.comment': 'oda',
  'approvals.link': 'oda',
  'inbox.list': 'odagv',
  'resources.get': 'odagv',
  'audit.list': 'odagv',
  'audit.verify': 'odagv',
  'metrics.approvals': 'odagv',
  'metrics.queues': 'odagv',
  'metrics.automation': 'odagv',
  'metrics.away': 'odagv',
  'connections.list': 'odagv',
  'connections.create': 'od',
  'connections.save': 'od',
  'connections.rename': 'od',
  'connections.remove': 'od',
  'connections.test': 'od',
  'connections.try': 'od',
  'connections.discover': 'od',
  'connections.bindings': 'odagv',
  'connections.bind': 'od',
  'workspace.get': 'odagv',
  'workspace.save': 'o',
  'tokens.create': 'o',
  'tokens.list': 'o',
  'tokens.remove': 'o',
  'invitations.create': 'o',
  'invitations.list': 'o',
  'invitations.remove': 'o',
  'session.get': 'odagv',
  'session.code': 'o',
  'host.testMessage': 'o',
  'host.get': 'odagv',
  'desktop.get': 'odagv',
  'desktop.set': 'o',
  'desktop.file': 'odg',
  'desktop.messages': 'odagv',
  'desktop.setMessages': 'o',
  // Nobody over HTTP: they have no address there.
  'desktop.hosts': '',
  'desktop.attach': '',
  'desktop.use': '',
  'desktop.tryHost': '',
  'desktop.forget': '',
};

const letters: Record<Role, string> = { owner: 'o', designer: 'd', approver: 'a', agent: 'g', viewer: 'v' };

describe.each(roles)('the role %s', (role) => {
  test('may call what the table says over HTTP, and is refused everything else', async () => {
    const host = await startHost();
    const { token } = await host.client('tokens.create', { role, person: 'owner' });
    const allowed: string[] = [];
    const refused: string[] = [];
    for (const name of routedNames) {
      const { method, path } = contract[name];
      const response = await fetch(`${host.url}/api/v1${path.replaceAll(/\{\w+\}/g, '1')}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'if-match': '"x"',
          ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': typeOf(name) }),
        },
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
      });
      (response.status === 403 ? refused : allowed).push(name);
    }
    const expected = routedNames.filter((name) => table[name].includes(letters[role]));
    expect(allowed).toEqual(expected);
    expect(refused).toEqual(routedNames.filter((name) => !table[name].includes(letters[role])));
  });
});

test('what only the window of the desktop app may ask has no address over HTTP, and no host answers it', async () => {
  const host = await startHost();
  const names = procedureNames.filter((name) => table[name] === '');
  expect(names).toEqual(procedureNames.filter((name) => !routedNames.includes(name)));
  for (const name of names) {
    const { method, path } = contract[name];
    const response = await fetch(`${host.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${host.token}` },
    });
    expect([name, response.status]).toEqual([name, 404]);
    const input = name === 'desktop.use' ? { id: null } : { id: '1' };
    const given = name === 'desktop.hosts' || name === 'desktop.attach' ? {} : input;
    await expect(host.app.call(name, given, host.app.owner())).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('an agent that tries to decide is refused on every road and the journal keeps it', async () => {
  const host = await startHost();
  const { token } = await host.client('tokens.create', { role: 'agent', person: 'owner' });
  const caller = host.app.identify(token);
  if (caller === null) throw new Error('no caller');
  const decision = { id: 'some.card.1', decision: 'approved' };
  const error: unknown = await host.app
    .call('approvals.decide', decision, caller)
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'forbidden' });
  await expect
    .poll(async () => (await host.client('audit.list', {})).items.at(-1))
    .toMatchObject({
      kind: 'approval.refused',
      identified: 'token',
      body: { approval: 'some.card.1' },
    });
});

function typeOf(name: ProcedureName): string {
  return contract[name].text === undefined ? 'application/json' : 'application/yaml';
}
