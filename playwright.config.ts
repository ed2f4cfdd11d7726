import { defineConfig } from 'playwright/test';
import { chromiumPath } from './test/support/chromium.ts';

export default defineConfig({
  testDir: 'test/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // What measures time has the machine to itself.
  projects: [
    { name: 'window', grepInvert: /@measured/ },
    { name: 'measured', grep: /@measured/, workers: 1, dependencies: ['window'] },
  ],
  use: {
    // Without its film strip, which costs a third of a busy machine; the pages as they were are enough.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
