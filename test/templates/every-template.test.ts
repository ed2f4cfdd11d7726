import net from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { noteHeight, noteWidth, sizesOf } from '../../renderer/canvas/face.ts';
import { compile } from '../../shared/flow/compile.ts';
import { printFlow } from '../../shared/flow/print.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { startHost } from '../support/host.ts';
import { drawingOf, openPractice, practise, templateTexts, triggerOf } from '../support/templates.ts';

/** Warnings that are meant, with the reason. Any other one has to be mended in the template. */
const meant: Record<string, string[]> = {
  // Who presses a button in the chat has decided, only not on a card.
  'decide-from-chat': [
    'write_without_approval discount',
    'write_without_approval confirm_yes',
    'write_without_approval confirm_no',
  ],
};

type Box = { what: string; x: number; y: number; width: number; height: number };

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(templateTexts)('the template $id', ({ id, text }) => {
  const drawing = drawingOf(text);

  test('is a canonical file under its own id that compiles without problems', () => {
    expect(drawing.id).toBe(id);
    expect(printFlow(drawing)).toBe(text);
    const compiled = compile(drawing);
    const problems = compiled.ok ? compiled.warnings : compiled.problems;
    expect(problems.map(({ code, node }) => `${code} ${node ?? ''}`)).toEqual(meant[id] ?? []);
    expect(compiled.ok).toBe(true);
  });

  test('explains itself: a description, a need, names for every step and three to five short notes', () => {
    expect(drawing.description).toMatch(/\.$/);
    expect(drawing.labels?.[0]).toMatch(/^[a-z ]+$/);
    const nameless = Object.entries(drawing.nodes).filter(([, { name }]) => name === undefined);
    expect(nameless.map(([node]) => node)).toEqual([]);
    expect(drawing.notes?.length).toBeGreaterThanOrEqual(3);
    expect(drawing.notes?.length).toBeLessThanOrEqual(5);
    expect(drawing.notes?.filter((note) => note.text.length > 160)).toEqual([]);
  });

  test('lies on the canvas so that no step and no note covers another', () => {
    const sizes = sizesOf(drawing);
    const boxes: Box[] = [
      ...Object.keys(drawing.nodes).map((node) => {
        const [x, y] = drawing.layout?.[node] ?? [NaN, NaN];
        return { what: node, x, y, ...sizes(node) };
      }),
      ...(drawing.notes ?? []).map(({ text: words, at: [x, y] }) => {
        return { what: `“${words}”`, x, y, width: noteWidth, height: noteHeight(words) };
      }),
    ];
    expect(boxes.filter(({ x, y }) => Number.isNaN(x + y)).map(({ what }) => what)).toEqual([]);
    const covered = boxes.flatMap((box, index) =>
      boxes
        .slice(index + 1)
        .filter((other) => overlaps(box, other))
        .map(({ what }) => [box.what, what]),
    );
    expect(covered).toEqual([]);
  });

  test('has an example answer for every step that would reach outside, and for how it begins', () => {
    const reaching = Object.entries(drawing.nodes)
      .filter(([, { kind }]) => kindOf(kind)?.execution === 'effect' && kind !== 'persist')
      .map(([node]) => node);
    const missing = [triggerOf(drawing), ...reaching].filter((node) => drawing.samples?.[node] === undefined);
    expect(missing).toEqual([]);
    const unbound = reaching.filter((node) => drawing.nodes[node]?.config?.['connection'] === undefined);
    expect(unbound, 'steps that would really act in practice').toEqual([]);
  });

  test('used in an empty home it comes to its first card in practice, and nothing is connected to', async () => {
    const opened = await openPractice();
    const connect = vi.spyOn(net.Socket.prototype, 'connect');
    const run = await practise(id, undefined, opened);
    const { target, waitingFor, outcome } = await run.rest();
    expect({ target, outcome }).toEqual({ target: 'draft', outcome: null });
    expect(waitingFor.map(({ kind }) => kind)).toContain('approval');
    const card = await run.card();
    expect(card).toMatchObject({ draft: true, status: 'pending' });
    expect(card.title).not.toMatch(/\{\{|null|undefined/);
    expect(connect).not.toHaveBeenCalled();
    connect.mockRestore();
  });
});

test('templates are listed with the need they serve and what they change outside', async () => {
  const { client } = await startHost();
  const { items } = await client('templates.list', {});
  expect(items.map(({ id }) => id).toSorted()).toEqual(templateTexts.map(({ id }) => id));
  expect(items[0]).toMatchObject({
    id: 'content-publish',
    name: 'Publish an article',
    group: 'publish',
    steps: 12,
    outside: 'writes to 1 system, sends mail',
  });
  const groups = items.map(({ group }) => group);
  expect(groups).toEqual([...new Set(groups)].flatMap((group) => groups.filter((one) => one === group)));
  const one = await client('templates.get', { id: 'content-publish' });
  expect(one.text).toBe(templateTexts.find(({ id }) => id === 'content-publish')?.text);
  await expect(client('templates.get', { id: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
});

test('using a template again makes another flow, and the first one keeps the template’s own bytes', async () => {
  const { client } = await startHost();
  const { text, etag } = {
    ...(await client('templates.get', { id: 'content-publish' })),
  };
  const first = await client('templates.use', { id: 'content-publish' });
  expect(first).toMatchObject({ id: 'content-publish', name: 'Publish an article', text, etag, live: null });
  const second = await client('templates.use', { id: 'content-publish' });
  expect(second).toMatchObject({ id: 'content-publish-2', name: 'Publish an article 2' });
  const named = await client('templates.use', { id: 'content-publish', name: 'Weekly column' });
  expect(named).toMatchObject({ id: 'weekly-column', name: 'Weekly column' });
  expect((await client('flows.list', {})).items.map(({ id }) => id).toSorted()).toEqual([
    'content-publish',
    'content-publish-2',
    'weekly-column',
  ]);
});
