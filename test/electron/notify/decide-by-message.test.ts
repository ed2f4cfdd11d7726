import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { holdMs } from '../../../shared/approval/hold.ts';
import { hasDesktop, startDesktopSession } from '../../support/desktop-session.ts';
import { clientOver, ownerOf, startHost } from '../../support/host.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const flow = (config = 'tier: 1, require: { comment: never }'): string => `countersign: 1
id: paying
nodes:
  begin: { kind: trigger.manual }
  review:
    kind: approval
    config: { title: 'Pay €4,200 to Acme', timeout: 24h, onTimeout: decline, ${config} }
  paid: { kind: set, config: { values: { by: '{{ steps.review.by }}', via: '{{ steps.review.via }}' } } }
edges:
  - begin -> review
  - review.approved -> paid
`;

/** A headless host under a real session bus, with dunst as the desktop and the time in the test's hands. */
describe.skipIf(!hasDesktop)('a decision made on a real desktop', async () => {
  const session = hasDesktop ? await startDesktopSession() : null;
  if (session === null) return;
  afterAll(() => session.close());
  beforeEach(() => void vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.busAddress));
  afterEach(() => vi.unstubAllEnvs());

  async function asked(config?: string) {
    const clock = createVirtualClock();
    const opened: string[] = [];
    const host = await startHost({ clock, openPath: (path) => opened.push(path ?? '/') });
    const client = clientOver('direct', host, ownerOf(host));
    await client('flows.import', { text: flow(config) });
    await client('flows.release', { id: 'paying' });
    await client('flows.setLive', { id: 'paying', version: 1 });
    const { id: run } = await client('runs.start', { id: 'paying', target: 'live' });
    const id = `${run}.review.1`;
    const shows = (title: string) =>
      vi.waitFor(
        async () => {
          await clock.advance(0);
          expect(await session?.titles()).toEqual(title === '' ? [] : [title]);
        },
        { timeout: 8000, interval: 50 },
      );
    const card = () => client('approvals.get', { id });
    return { host, client, clock, run, id, opened, shows, card };
  }

  test('Approve is held ten seconds, then the run goes on: who, by which way, and nothing is left on the screen', async () => {
    const { client, clock, run, shows, card, opened } = await asked();
    await shows('Pay €4,200 to Acme');
    await session.press('Approve');
    await shows('Approved: Pay €4,200 to Acme');
    expect(await card()).toMatchObject({ status: 'pending', held: { decision: 'approved', by: 'owner' } });
    await clock.advance(holdMs - 1);
    expect((await card()).status).toBe('pending');
    await clock.advance(1);
    await vi.waitFor(async () => expect((await client('runs.get', { id: run })).status).toBe('succeeded'));
    expect((await client('runs.get', { id: run })).steps.at(-1)?.output).toEqual({
      by: 'owner',
      via: 'toast',
    });
    await shows('');
    expect(opened).toEqual([]);
    const kinds = (await client('audit.list', { limit: 50 })).items.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('approval.')).toSorted()).toEqual([
      'approval.decided',
      'approval.held',
      'approval.requested',
      'approval.voice',
    ]);
  });

  test('Undo on the message brings the question back, and time changes nothing any more', async () => {
    const { clock, shows, card } = await asked();
    await shows('Pay €4,200 to Acme');
    await session.press('Approve');
    await shows('Approved: Pay €4,200 to Acme');
    await session.press('Undo');
    await shows('Pay €4,200 to Acme');
    await clock.advance(60_000);
    const { status, held } = await card();
    expect({ status, held }).toEqual({ status: 'pending', held: undefined });
    await session.press('Decline');
    await shows('');
    expect(await card()).toMatchObject({ status: 'declined', decision: { by: 'owner', via: 'toast' } });
  });

  test('what is decided in the window leaves the screen', async () => {
    const { client, id, shows } = await asked();
    await shows('Pay €4,200 to Acme');
    await client('approvals.decide', { id, decision: 'approved' });
    await shows('');
    expect((await session.closed())[0]?.title).toBe('Pay €4,200 to Acme');
  });

  test('a press that was late says who decided, and changes nothing', async () => {
    const { client, id, shows, card } = await asked();
    await shows('Pay €4,200 to Acme');
    // Time stands still: the host has not taken the message away yet.
    await client('approvals.decide', { id, decision: 'approved' });
    await session.press('Approve');
    const kinds = async () => (await client('audit.list', { limit: 50 })).items.map(({ kind }) => kind);
    await vi.waitFor(async () => expect(await kinds()).toContain('approval.refused'), { timeout: 8000 });
    await shows('Pay €4,200 to Acme');
    await session.closeAll();
    expect((await session.closed())[0]?.body).toMatch(
      /^Already decided by Owner at \d\d:\d\d\. Nothing was changed\.$/,
    );
    expect(await card()).toMatchObject({ status: 'approved', decision: { via: 'window' } });
  });

  test('a card that needs to be looked at has no button but the message itself, which opens it', async () => {
    const { id, shows, opened, card } = await asked('tier: 2');
    await shows('Pay €4,200 to Acme');
    await session.press();
    await vi.waitFor(() => expect(opened).toEqual([`/inbox/${id}`]));
    expect((await card()).status).toBe('pending');
  });

  test('where declining needs words, Decline leads to the card with Decline prepared', async () => {
    const { id, shows, opened } = await asked('tier: 1');
    await shows('Pay €4,200 to Acme');
    await session.press('Decline…');
    await vi.waitFor(() => expect(opened).toEqual([`/inbox/${id}?decide=declined`]));
  });

  test('the message goes with the deadline, and with the run', async () => {
    const { clock, shows } = await asked();
    await shows('Pay €4,200 to Acme');
    await clock.advance(25 * 3_600_000);
    await shows('');
    const second = await asked();
    await second.shows('Pay €4,200 to Acme');
    await second.client('runs.cancel', { id: second.run });
    await second.shows('');
  });
});
