import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Client } from '../../shared/api/client.ts';
import { flowFiles } from '../support/flow-files.ts';
import { clientOver, ownerOf, startHost } from '../support/host.ts';

async function home(): Promise<Client> {
  const host = await startHost();
  return clientOver('direct', host, ownerOf(host));
}

const exported = async (client: Client, id: string, from?: string): Promise<string> =>
  (await client('flows.export', { id, ...(from === undefined ? {} : { from }) })).text;

describe.each(flowFiles())('$id', ({ id, text }) => {
  test('comes out of a home as it went in: as a draft, as a release, and once more out of a second home', async () => {
    const [first, second] = [await home(), await home()];
    await first('flows.import', { text });
    expect(await exported(first, id)).toBe(text);

    await first('flows.release', { id });
    await first('flows.setLive', { id, version: 1 });
    const released = await exported(first, id, '1');
    const [comment = '', ...rest] = released.split('\n');
    expect(comment).toMatch(new RegExp(`^# Countersign release: ${id} v1, hash [0-9a-f]{64}, `));
    expect(rest.join('\n')).toBe(text);
    expect(await exported(first, id, 'live')).toBe(released);

    const there = await second('flows.import', { text: released });
    expect(there).toMatchObject({ changed: true, origin: { version: 1 } });
    expect(await exported(second, id)).toBe(text);
    // The same file over the release it came from: nothing to write, and it is known.
    expect(await first('flows.import', { text: released })).toMatchObject({
      changed: false,
      origin: { state: 'matches', words: 'matches v1' },
    });
  });

  test('means the same as JSON', async () => {
    const client = await home();
    expect((await client('flows.import', { text: JSON.stringify(parse(text)) })).text).toBe(text);
    expect(await exported(client, id)).toBe(text);
  });
});
