import { expect, onTestFinished, test } from 'vitest';
import { addFlow, openEngine, removeHome, temporaryHome } from '../../support/engine-home.ts';

const many = 1200;

test('when a group gets too small to agree, every open card is escalated, however many there are', async () => {
  const home = temporaryHome();
  const engine = await openEngine({ home });
  onTestFinished(async () => {
    await engine.close();
    removeHome(home);
  });
  const people = ['owner', 'mara', 'jan', 'chief'].map((id) => ({ id, name: id }));
  const pools = { editors: ['mara', 'jan'], chiefs: ['chief'] };
  await engine.store.write(() => engine.store.workspace.set({ me: 'owner', people, pools }));
  await addFlow(
    engine,
    `countersign: 1
id: f
nodes:
  go: { kind: trigger.manual }
  review:
    kind: approval
    config:
      title: Publish it
      assign: { pools: [editors] }
      quorum: 2
      escalate: [ { after: 8h, to: { pools: [chiefs] } } ]
      timeout: 24h
      onTimeout: decline
  end: { kind: end }
edges:
  - go -> review
  - review.approved -> end
`,
    true,
  );
  await Promise.all(
    Array.from({ length: many }, () =>
      engine.runtime.start({ flow: 'f', target: 'live', input: {}, startedBy: 'owner' }),
    ),
  );
  await engine.runtime.idle();
  const smaller = { me: 'owner', people, pools: { ...pools, editors: ['mara'] } };
  await engine.store.write(() => engine.store.workspace.set(smaller));
  await engine.runtime.workspaceChanged();
  const escalated = engine.store.audit.all().filter(({ kind }) => kind === 'approval.escalated');
  expect(escalated).toHaveLength(many);
});
