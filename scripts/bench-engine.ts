/** Runs a second of the pure 5-node flow, straight into the engine: `node scripts/bench-engine.ts [seconds]`. */
import { addFlow, openEngine } from '../test/support/engine-home.ts';

const flow = `countersign: 1
id: bench
nodes:
  hook: { kind: trigger.webhook, config: { path: in, auth: none } }
  first: { kind: set, config: { values: { text: '{{ trigger.body.text }}', amount: '{{ trigger.body.amount * 2 }}' } } }
  choose: { kind: branch, config: { cases: [{ name: big, when: steps.first.amount > 100 }] } }
  large: { kind: set, config: { values: { size: large, amount: '{{ steps.first.amount }}' } } }
  small: { kind: set, config: { values: { size: small, amount: '{{ steps.first.amount }}' } } }
  last: { kind: set, config: { values: { done: true } } }
edges:
  - hook -> first
  - first -> choose
  - choose.big -> large
  - choose.else -> small
  - large -> last
  - small -> last
`;

const seconds = Number(process.argv[2] ?? 3);
const engine = await openEngine();
await addFlow(engine, flow, true);

for (const inFlight of [1, 8, 32]) {
  const took: number[] = [];
  const end = performance.now() + seconds * 1000;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const before = performance.now();
      const rawBody = Buffer.from(
        JSON.stringify({ text: 'A calm look at tides', amount: Math.round(before) % 100 }),
      );
      await engine.runtime.webhook({
        flow: 'bench',
        path: 'in',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'bench' },
        query: {},
        rawBody,
      });
      took.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  const { user, system } = process.cpuUsage(cpu);
  took.sort((left, right) => left - right);
  const perSecond = took.length / ((performance.now() - started) / 1000);
  const p99 = took[Math.floor(took.length * 0.99)] ?? 0;
  process.stdout.write(
    `${inFlight} in flight: ${Math.round(perSecond)} runs/s, p99 ${p99.toFixed(1)} ms, ${((user + system) / took.length).toFixed(0)} µs CPU a run\n`,
  );
}
await engine.close();
