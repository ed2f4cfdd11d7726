/** A host that starts runs until it is killed, and tells each start that was answered. */
import { addFlow, openEngine } from './engine-home.ts';

const [home = ''] = process.argv.slice(2);
const engine = await openEngine({
  home,
  script: {
    read: async () => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return { ok: true, output: { at: 1 } };
    },
  },
});
await addFlow(
  engine,
  `countersign: 1
id: load
nodes:
  go: { kind: trigger.manual }
  read: { kind: http, config: { url: 'http://far.test' } }
  keep: { kind: set, config: { values: { read: '{{ steps.read }}' } } }
edges:
  - go -> read
  - read -> keep
`,
);
const client = async (): Promise<void> => {
  for (;;) {
    const { id } = await engine.runtime.start({
      flow: 'load',
      target: 'draft',
      input: {},
      startedBy: 'owner',
    });
    process.send?.(id);
  }
};
await Promise.all(Array.from({ length: 8 }, client));
