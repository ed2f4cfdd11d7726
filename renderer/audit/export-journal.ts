import type { Client } from '../../shared/api/client.ts';

/** The whole journal, one JSON document a line: what `countersign audit export` writes and `audit verify FILE` reads. */
export async function exportedJournal(client: Client): Promise<{ text: string; entries: number }> {
  const lines: string[] = [];
  for (let after = 0; ;) {
    const page = await client('audit.list', { after, limit: 500 });
    for (const entry of page.items) lines.push(`${JSON.stringify(entry)}\n`);
    const last = page.items.at(-1);
    if (page.next === null || last === undefined) return { text: lines.join(''), entries: lines.length };
    after = last.seq;
  }
}
