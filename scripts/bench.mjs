// `npm run bench`: a webhook flow of five steps, answered after it is durable, beside what this machine allows.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import Database from 'better-sqlite3';

const root = fileURLToPath(new URL('..', import.meta.url));
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const order = JSON.stringify({
  id: 4711,
  price: 12.5,
  count: 100,
  customer: 'Ada Lovelace',
  note: 'leave at the door',
});

async function main() {
  spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-changed'], { stdio: 'inherit' });
  console.log(
    `Node ${process.version}, ${cpus().length} cores (${cpus()[0].model}), ${seconds} s a row, the load generator beside the program\n`,
  );
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const host = await start([join(root, 'out/cli.js'), 'serve', '--home', home, '--port', '0']);
  const bare = await start([fileURLToPath(import.meta.url), 'bare']);
  try {
    const url = new URL(host.line).origin;
    const api = client(url, readFileSync(join(home, 'token'), 'utf8').trim());
    await api('POST', '/flows', readFileSync(join(root, 'bench/five-nodes.flow.yaml'), 'utf8'));
    await api('POST', '/flows/five-nodes/releases', { notes: 'bench' });
    await api('PUT', '/flows/five-nodes/live', { version: 1 });
    const hook = `${url}/hooks/five-nodes/go`;
    await load(hook, 32, 2);

    const rows = [];
    let accepted = 0;
    for (const connections of [1, 8, 32]) {
      const flow = await load(hook, connections, seconds);
      accepted += flow.answered;
      const plain = await load(bare.line, connections, Math.min(seconds, 4));
      rows.push({
        'in flight': connections,
        'runs/s': flow.rate,
        'p50 ms': flow.p50,
        'p99 ms': flow.p99,
        'bare node:http/s': plain.rate,
        ratio: (flow.rate / plain.rate).toFixed(2),
      });
    }
    console.table(rows);

    const stored = countRuns(home);
    const { sample, bytes } = oneRun(home);
    if (stored.runs < accepted)
      throw new Error(`${accepted} runs were answered and only ${stored.runs} are stored`);
    console.log(
      `stored: ${stored.runs} runs, every one of ${accepted} that were answered; ${bytes} bytes of history a run, with all steps`,
    );
    const raw = rawLimit(sample);
    console.table([
      { 'raw better-sqlite3, same bytes, FULL': 'one commit a run', 'runs/s': raw.single },
      { 'raw better-sqlite3, same bytes, FULL': '32 runs a commit', 'runs/s': raw.grouped },
    ]);
    const best = rows.at(-1);
    console.log(`32 in flight: ${best['runs/s']} runs/s (aim 4,000), p99 ${best['p99 ms']} ms (aim 25)`);
    console.log(`memory of the host after the load: ${rss(host.child.pid)} MiB`);
  } finally {
    for (const { child } of [host, bare]) await stop(child);
    rmSync(home, { recursive: true, force: true });
  }
}

function start(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve({ child, line: chunk.toString().trim().split('\n')[0] }));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

const stop = (child) =>
  new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });

const client = (url, token) => async (method, path, body) => {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': typeof body === 'string' ? 'application/yaml' : 'application/json',
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
};

async function load(url, connections, duration) {
  const result = await autocannon({
    url,
    connections,
    duration,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: order,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
  return {
    rate: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
    answered: result['2xx'],
  };
}

const open = (home) => new Database(join(home, 'countersign.db'), { readonly: true });

function countRuns(home) {
  const db = open(home);
  const row = db.prepare("SELECT count(*) AS runs FROM runs WHERE status = 'succeeded'").get();
  db.close();
  return row;
}

/** The bytes that one run leaves in the tables of runs and events. */
function oneRun(home) {
  const db = open(home);
  const run = db.prepare('SELECT * FROM runs ORDER BY n DESC LIMIT 1').get();
  const events = db.prepare('SELECT body FROM events WHERE run = ?').all(run.n);
  db.close();
  const sample = { run: JSON.stringify(run), events: events.map((row) => row.body).join('\n') };
  return { sample, bytes: sample.run.length + sample.events.length };
}

/** What SQLite alone does on this disk with the same bytes and the same durability. */
function rawLimit(sample) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-raw-'));
  const db = new Database(join(folder, 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(
    'CREATE TABLE runs (n INTEGER PRIMARY KEY, body TEXT); CREATE TABLE events (n INTEGER PRIMARY KEY, run INTEGER, body TEXT)',
  );
  db.pragma('synchronous = FULL');
  const run = db.prepare('INSERT INTO runs (body) VALUES (?)');
  const event = db.prepare('INSERT INTO events (run, body) VALUES (?, ?)');
  const measure = (batch) => {
    const write = db.transaction(() => {
      for (let i = 0; i < batch; i += 1) event.run(run.run(sample.run).lastInsertRowid, sample.events);
    });
    const until = performance.now() + 3000;
    const started = performance.now();
    let count = 0;
    while (performance.now() < until) {
      write();
      count += batch;
    }
    return Math.round((count * 1000) / (performance.now() - started));
  };
  const limits = { single: measure(1), grouped: measure(32) };
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return limits;
}

const rss = (pid) => {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line[1]) / 1024);
};

if (process.argv[2] === 'bare') {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: JSON.parse(body).id }));
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
} else {
  await main();
}
