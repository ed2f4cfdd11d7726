// `npm test`: check, build, then every test, for real. `npm test -- unit` or `-- browser` runs one part.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms } from './programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const parts = process.argv.slice(2);
const wants = (part) => parts.length === 0 || parts.includes(part);
const strict = process.env.REQUIRE_ALL === '1';
const reports = mkdtempSync(join(tmpdir(), 'countersign-test-'));
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
const run = (tool, args, more = {}) =>
  spawnSync(tool, args, { cwd: root, stdio: 'inherit', env: { ...env, ...more } }).status === 0;

const missing = ensurePrograms();
if (strict && missing.length > 0) {
  console.error('REQUIRE_ALL=1: nothing may be skipped, and the programs above are missing.');
  process.exit(1);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const skippedTitles = [];
let ok = true;

console.log(`Node ${process.version}`);
if (wants('check')) ok = run(process.execPath, ['scripts/check.mjs']) && ok;
ok = run(process.execPath, ['scripts/build.mjs', '--if-changed']) && ok;

if (ok && wants('unit')) {
  const report = join(reports, 'vitest.json');
  ok = run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]) && ok;
  const result = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  totals.skipped += result.numPendingTests + result.numTodoTests;
  for (const file of result.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'skipped' || test.status === 'pending') skippedTitles.push(test.fullName);
}

if (ok && wants('browser') && !missing.some((program) => program.name === 'chromium')) {
  const report = join(reports, 'playwright.json');
  ok = run('playwright', ['test', '--reporter=line,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report }) && ok;
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += stats.expected + stats.flaky;
  totals.failed += stats.unexpected;
  totals.skipped += stats.skipped;
}

rmSync(reports, { recursive: true, force: true });
for (const title of skippedTitles) console.log(`skipped: ${title}`);
/** The only tests that may be skipped where nothing may: those that need the Electron binary. */
const unexpectedSkips = skippedTitles.filter((title) => !title.includes('real Electron'));
if (strict && unexpectedSkips.length > 0) {
  console.error(`REQUIRE_ALL=1: ${unexpectedSkips.length} tests were skipped.`);
  ok = false;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(ok && totals.failed === 0 ? 0 : 1);
