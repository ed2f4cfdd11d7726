import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { clientOver, ownerOf, roads, startHost, tokenFor } from '../support/host.ts';
import { askingFlow, brokenFlow, callbackFlow, failingFlow } from '../support/flows.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe.each(roads)('over %s', (road) => {
  async function open() {
    const host = await startHost();
    return { host, client: clientOver(road, host, ownerOf(host)) };
  }

  test('a flow is imported, released, put live and taken offline', async () => {
    const { client } = await open();
    const flow = await client('flows.import', { text: askingFlow() });
    expect(flow).toMatchObject({ id: 'asking', name: 'Asking', live: null, changed: true, origin: null });
    expect(flow.hash).toMatch(/^[0-9a-f]{64}$/);
    const release = await client('flows.release', { id: 'asking', notes: 'First' });
    expect(release).toMatchObject({
      flow: 'asking',
      version: 1,
      hash: flow.hash,
      notes: 'First',
      author: 'owner',
    });
    expect(await client('flows.setLive', { id: 'asking', version: 1 })).toMatchObject({
      id: 'asking',
      live: 1,
    });
    expect((await client('flows.get', { id: 'asking' })).live).toBe(1);
    expect(await client('flows.setLive', { id: 'asking', version: null })).toMatchObject({ live: null });
  });

  test('a run waits for its card, and a decision ends it', async () => {
    const { client } = await open();
    await client('flows.import', { text: askingFlow() });
    await client('flows.release', { id: 'asking', notes: '' });
    const { id } = await client('runs.start', { id: 'asking', target: 1, input: { title: 'Tides' } });
    const [card] = (await client('approvals.list', { status: 'pending' })).items;
    expect(card).toMatchObject({
      run: id,
      status: 'pending',
      title: 'Publish Tides',
      pools: ['editors'],
      tier: 2,
    });
    const decided = await client('approvals.decide', {
      id: card?.id ?? '',
      decision: 'approved',
      values: { amount: 7 },
      seen: card?.cardHash ?? '',
    });
    expect(decided).toMatchObject({ status: 'approved', decision: { decision: 'approved', by: 'owner' } });
    expect(await client('runs.get', { id })).toMatchObject({
      id,
      flow: 'asking',
      version: 1,
      target: 'version',
      status: 'succeeded',
      waitingFor: [],
      steps: [
        { node: 'begin' },
        { node: 'review', status: 'succeeded', port: 'approved' },
        { node: 'finish', port: null },
      ],
    });
    const events = await client('runs.events', { id });
    expect(events.items.map(({ seq }) => seq)).toEqual(events.items.map((_, index) => index + 1));
    expect((await client('runs.list', { flow: 'asking' })).items.map((run) => run.id)).toEqual([id]);
    expect((await client('runs.drawing', { id })).drawing.id).toBe('asking');
    expect(await client('runs.logs', { id, node: 'review' })).toEqual({
      visit: 1,
      items: [],
      cut: [],
      next: null,
    });
    expect(await client('metrics.approvals', {})).toMatchObject({
      total: { requested: 1, approved: 1, edited: 1 },
    });
    expect(await client('audit.verify', {})).toMatchObject({ ok: true });
  });

  test('refusals come as errors with their code, message and what to do', async () => {
    const { client } = await open();
    await client('flows.import', { text: askingFlow() });
    expect(await codeOf(client('flows.get', { id: 'nobody' }))).toBe('not_found');
    expect(await codeOf(client('flows.import', { text: askingFlow('asking', 'Other') }))).toBe('conflict');
    expect(await codeOf(client('flows.import', { text: 'nodes: {' }))).toBe('invalid_flow');
    expect(await codeOf(client('flows.save', { id: 'asking', text: askingFlow(), ifMatch: 'old' }))).toBe(
      'stale_draft',
    );
    expect(await codeOf(client('runs.start', { id: 'asking', input: {} }))).toBe('invalid_input');
    expect(await codeOf(client('runs.start', { id: 'asking', target: 'live' }))).toBe('conflict');
    // A field that the call does not have, as a program with a typing error would send it.
    const mistyped = { id: 'asking', imput: {} } as unknown as { id: string };
    expect(await codeOf(client('runs.start', mistyped))).toBe('malformed');
    await client('flows.import', { text: brokenFlow });
    const error: unknown = await client('flows.release', { id: 'broken' }).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: 'invalid_flow', details: [{ node: 'next', severity: 'error' }] });
  });

  test('texts, exports and bytes arrive as they were sent', async () => {
    const { client } = await open();
    const flow = await client('flows.import', { text: askingFlow() });
    expect((await client('flows.export', { id: 'asking' })).text).toBe(flow.text);
    const changed = flow.text.replace('name: Asking', 'name: “Tëxt” 漢字');
    const saved = await client('flows.save', { id: 'asking', text: changed, ifMatch: flow.etag });
    expect(saved.name).toBe('“Tëxt” 漢字');
    expect(saved.etag).not.toBe(flow.etag);
    const diff = await client('flows.diff', { id: 'asking' });
    expect(diff.from).toBeNull();
    const big = 'x'.repeat(100_000);
    const { id } = await client('runs.start', { id: 'asking', input: { title: big } });
    const run = await client('runs.get', { id });
    const sha = /[0-9a-f]{64}/.exec(JSON.stringify(run.trigger.payload))?.[0] ?? '';
    const whole = await client('resources.get', { sha256: sha });
    expect(new TextDecoder().decode(whole.bytes)).toContain('xxxx');
    const part = await client('resources.get', { sha256: sha, start: 10, end: 20 });
    expect(part).toMatchObject({ start: 10, size: whole.size });
    expect(part.bytes).toEqual(whole.bytes.slice(10, 20));
  });

  test('a draft’s wait can be answered by hand, a live one cannot', async () => {
    const { client } = await open();
    await client('flows.import', { text: callbackFlow() });
    await client('flows.release', { id: 'called' });
    await client('flows.setLive', { id: 'called', version: 1 });
    const draft = await client('runs.start', { id: 'called', target: 'draft' });
    const answered = await client('runs.callback', { id: draft.id, node: 'answer', body: { fine: true } });
    expect(answered).toMatchObject({
      status: 'succeeded',
      steps: [{}, { output: { body: { fine: true } } }],
    });
    const live = await client('runs.start', { id: 'called', target: 'live' });
    expect(await codeOf(client('runs.callback', { id: live.id, node: 'answer' }))).toBe('forbidden');
    expect(await client('runs.cancel', { id: live.id, reason: 'Enough' })).toMatchObject({
      status: 'cancelled',
    });
  });

  test('a draft jumps to its next deadline by hand, a live one cannot, and one press is one jump', async () => {
    const { client } = await open();
    await client('flows.import', { text: askingFlow() });
    await client('flows.release', { id: 'asking' });
    await client('flows.setLive', { id: 'asking', version: 1 });
    const draft = await client('runs.start', { id: 'asking', target: 'draft', input: { title: 'Tides' } });
    const waiting = await client('runs.get', { id: draft.id });
    expect(waiting).toMatchObject({ clockAheadMs: 0, due: { node: 'review', visit: 1, to: 'deadline' } });
    const jumped = await client('runs.jump', { id: draft.id, requestId: 'press-1' });
    expect(jumped).toMatchObject({ status: 'declined', due: null, endedAt: waiting.due?.at });
    expect(jumped.clockAheadMs).toBeGreaterThan(86_000_000);
    expect(await client('runs.jump', { id: draft.id, requestId: 'press-1' })).toEqual(jumped);
    expect(await codeOf(client('runs.jump', { id: draft.id }))).toBe('conflict');
    const live = await client('runs.start', { id: 'asking', target: 'live', input: { title: 'Tides' } });
    expect(await codeOf(client('runs.jump', { id: live.id }))).toBe('forbidden');
    expect(await codeOf(client('runs.jump', { id: 'nobody' }))).toBe('not_found');
  });

  test('a failed run goes on with an output that a person sets, or without the step; never past a decision', async () => {
    const { client } = await open();
    await client('flows.import', { text: failingFlow() });
    const start = () => client('runs.start', { id: 'failing', target: 'draft', input: {} });
    const { id } = await start();
    expect(await client('runs.get', { id })).toMatchObject({ status: 'failed', outcome: { node: 'count' } });

    const wrong = client('runs.edit', { id, node: 'count', output: { sum: 8 } });
    expect(await codeOf(wrong)).toBe('invalid_input');
    expect(await codeOf(client('runs.edit', { id, node: 'begin', output: {} }))).toBe('conflict');
    expect(await codeOf(client('runs.edit', { id, node: 'nobody', output: {} }))).toBe('not_found');
    const press = { id, node: 'count', visit: 1, output: { total: 8 }, requestId: 'press-1' };
    const edited = await client('runs.edit', press);
    expect(edited).toMatchObject({
      status: 'waiting',
      steps: [
        { node: 'begin' },
        { node: 'count', visit: 1, status: 'failed' },
        {
          node: 'count',
          visit: 2,
          status: 'succeeded',
          output: { total: 8 },
          override: 'owner',
          attempts: 0,
        },
        { node: 'review', status: 'waiting' },
      ],
    });
    expect(await client('runs.edit', press)).toEqual(edited);
    expect(await codeOf(client('runs.edit', { ...press, output: { total: 9 } }))).toBe('request_reused');
    expect(await codeOf(client('runs.edit', { id, node: 'review', way: 'approved', output: {} }))).toBe(
      'conflict',
    );
    expect(await codeOf(client('runs.skip', { id, node: 'review' }))).toBe('conflict');
    const [card] = (await client('approvals.list', { run: id })).items;
    expect(card).toMatchObject({ status: 'pending', title: 'Pay 8' });

    const other = await start();
    const skipped = await client('runs.skip', { id: other.id, node: 'count' });
    expect(skipped.steps.find(({ status }) => status === 'skipped')).toMatchObject({
      node: 'count',
      visit: 2,
      port: 'done',
      output: null,
      override: 'owner',
    });
    expect((await client('approvals.list', { run: other.id })).items).toMatchObject([{ title: 'Pay 0' }]);

    const journal = (await client('audit.list', { limit: 500 })).items;
    expect(journal.filter(({ kind }) => kind === 'run.repaired').map(({ body }) => body)).toMatchObject([
      {
        run: id,
        node: 'count',
        visit: 1,
        action: 'edit',
        way: 'done',
        outputHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
      { run: other.id, node: 'count', visit: 1, action: 'skip' },
    ]);
    expect(await client('audit.verify', {})).toMatchObject({ ok: true });
  });

  test('an output that a person sets is kept like any other: a large one as a file, no secret in it', async () => {
    const { client } = await open();
    await client('connections.create', {
      name: 'cms',
      kind: 'http',
      settings: { baseUrl: 'http://127.0.0.1:9' },
      secrets: { token: 'canary-91c4' },
    });
    await client('flows.import', { text: failingFlow() });
    const { id } = await client('runs.start', { id: 'failing', target: 'draft', input: {} });
    const total = `canary-91c4 ${'x'.repeat(100_000)}`;
    const { steps } = await client('runs.edit', { id, node: 'count', output: { total } });
    const given = steps.find(({ node, visit }) => node === 'count' && visit === 2)?.output;
    expect(given).toMatchObject({ total: { $resource: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
    const sha256 = /[0-9a-f]{64}/.exec(JSON.stringify(given))?.[0] ?? '';
    const text = new TextDecoder().decode((await client('resources.get', { sha256 })).bytes);
    expect(text).toContain('xxxx');
    expect(text).not.toContain('canary');
  });

  test('a run that was repaired onto another version is drawn as that version', async () => {
    const { client } = await open();
    const first = await client('flows.import', { text: failingFlow() });
    await client('flows.release', { id: 'failing' });
    const { id } = await client('runs.start', { id: 'failing', target: 1, input: {} });
    const text = first.text.replace('trigger.input.amount + 1', '41 + 1').replace('Count it', 'Count again');
    await client('flows.save', { id: 'failing', text, ifMatch: first.etag });
    await client('flows.release', { id: 'failing' });
    expect(await client('runs.retry', { id, version: 2 })).toMatchObject({ status: 'waiting', version: 2 });
    expect((await client('runs.drawing', { id })).drawing.nodes['count']?.name).toBe('Count it');
    expect((await client('runs.drawing', { id, version: 2 })).drawing.nodes['count']?.name).toBe(
      'Count again',
    );
    expect(await codeOf(client('runs.drawing', { id, version: 3 }))).toBe('not_found');
  });

  test('connections tell which secrets are set and never what they are', async () => {
    const { client } = await open();
    const made = await client('connections.create', {
      name: 'cms',
      kind: 'http',
      settings: { baseUrl: 'http://127.0.0.1:9' },
      secrets: { token: 'canary-7f3a' },
    });
    expect(made).toMatchObject({ name: 'cms', kind: 'http', secrets: ['token'] });
    expect(await codeOf(client('connections.create', { name: 'cms', kind: 'http' }))).toBe('conflict');
    expect(JSON.stringify(await client('connections.list', {}))).not.toContain('canary');
    expect(await client('connections.save', { name: 'cms', secrets: { token: '' } })).toMatchObject({
      secrets: [],
    });
    expect(await client('connections.remove', { name: 'cms' })).toEqual({ name: 'cms' });
  });

  test('the workspace is only replaced by one that holds together', async () => {
    const { client } = await open();
    const fresh = await client('workspace.get', {});
    expect(fresh).toEqual({ me: 'owner', people: [{ id: 'owner', name: 'Owner' }], pools: {} });
    const next = {
      ...fresh,
      people: [...fresh.people, { id: 'mara', name: 'Mara' }],
      pools: { editors: ['mara'] },
    };
    expect(await client('workspace.save', next)).toEqual(next);
    expect(await codeOf(client('workspace.save', { ...next, pools: { editors: ['ghost'] } }))).toBe(
      'invalid_input',
    );
    expect(await codeOf(client('workspace.save', { ...next, me: 'ghost' }))).toBe('invalid_input');
    expect(await client('workspace.get', {})).toEqual(next);
  });

  test('a revoked token is nobody at once', async () => {
    const { host, client } = await open();
    const agent = await tokenFor(host, 'agent', 'owner');
    const [token] = (await client('tokens.list', {})).items;
    expect(token).toMatchObject({ role: 'agent', person: 'owner' });
    expect(await client('tokens.remove', { id: token?.id ?? '' })).toEqual({ id: token?.id });
    expect(host.app.identify(agent.token)).toBeNull();
  });
});
