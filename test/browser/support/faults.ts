import type { Page } from 'playwright/test';

/** Collects errors of the page: broken scripts, refused resources, policy violations. Refused calls are the host's answers. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    // The browser logs every answer above 399 and every broken line; the window tells about those itself.
    if (/Failed to load resource|net::ERR_/.test(text)) return;
    faults.push(text);
  });
  return faults;
}
