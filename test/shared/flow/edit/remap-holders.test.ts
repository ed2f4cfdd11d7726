import { expect, test } from 'vitest';
import { holdersIn, remapHolders } from '../../../../shared/flow/edit/remap-holders.ts';
import { patchFlow } from '../../../../shared/flow/patch.ts';
import { drawingOf } from './drawings.ts';

const text = `countersign: 1
id: asking
nodes:
  start: { kind: trigger.manual }
  review:
    kind: approval
    config:
      title: May it go out?
      assign: { pools: [editors], people: [mara@acme.test, '{{ trigger.input.by }}'] }
      notify: { outcome: [requester, editors, mara@acme.test] }
      escalate: [{ after: 8h, to: { pools: [chiefs, editors], people: [jon] } }]
      timeout: none
  tell:
    kind: notify
    config: { to: [jon], title: Ready }
  tell_all:
    kind: notify
    config: { to: { pools: [editors] }, title: editors }
edges:
  - start -> review
  - review.approved -> tell
  - tell -> tell_all
`;
const drawing = drawingOf(text);
const nobody = { pools: {}, people: {} };

test('every pool and person is named once with the steps that ask them; formulas name nobody yet', () => {
  expect(holdersIn(drawing)).toEqual({
    pools: [
      { name: 'editors', steps: ['review', 'tell_all'] },
      { name: 'chiefs', steps: ['review'] },
    ],
    people: [
      { name: 'mara@acme.test', steps: ['review'] },
      { name: 'jon', steps: ['review', 'tell'] },
    ],
  });
});

test('a mapped name is another one in approvals, escalations, messages and outcomes, and nowhere else', () => {
  const mapped = remapHolders(drawing, {
    pools: { editors: 'redaktion' },
    people: { jon: 'owner', 'mara@acme.test': 'mara' },
  });
  expect(mapped.nodes['review']?.config).toMatchObject({
    assign: { pools: ['redaktion'], people: ['mara', '{{ trigger.input.by }}'] },
    notify: { outcome: ['requester', 'redaktion', 'mara'] },
    escalate: [{ after: '8h', to: { pools: ['chiefs', 'redaktion'], people: ['owner'] } }],
  });
  expect(mapped.nodes['tell']?.config?.['to']).toEqual(['owner']);
  expect(mapped.nodes['tell_all']?.config).toEqual({ to: { pools: ['redaktion'] }, title: 'editors' });
  const lines = (from: string) => from.split('\n');
  const changed = lines(patchFlow(text, mapped)).filter(
    (line) => !lines(patchFlow(text, drawing)).includes(line),
  );
  expect(changed).not.toEqual([]);
  expect(changed.filter((line) => !/redaktion|mara|owner/.test(line))).toEqual([]);
});

test('two names that come to mean the same one stand there once', () => {
  const mapped = remapHolders(drawing, { pools: { chiefs: 'editors' }, people: {} });
  expect(mapped.nodes['review']?.config?.['escalate']).toEqual([
    { after: '8h', to: { pools: ['editors'], people: ['jon'] } },
  ]);
});

test('where nothing is mapped the drawing is the very same one', () => {
  expect(remapHolders(drawing, nobody)).toBe(drawing);
  expect(remapHolders(drawing, { pools: { strangers: 'editors' }, people: { nobody: 'jon' } })).toBe(drawing);
});
