import type { Page } from 'playwright/test';

/** The screen of an empty home. */
export function firstStart(page: Page) {
  return {
    heading: page.getByRole('heading', { name: /Nothing irreversible happens/ }),
    name: page.getByLabel('Your name'),
    tryAnApproval: page.getByRole('button', { name: 'Try an approval' }),
    openFile: page.getByRole('button', { name: 'Open a file' }),
    pick: async (file: { name: string; text: string }): Promise<void> => {
      await page.getByLabel('Flow file').setInputFiles({
        name: file.name,
        mimeType: 'application/yaml',
        buffer: Buffer.from(file.text),
      });
    },
  };
}
