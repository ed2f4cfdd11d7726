import type { Page } from 'playwright/test';

export type TextFile = { name: string; text: string };

const asBuffers = (files: readonly TextFile[]) =>
  files.map(({ name, text }) => ({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) }));

/** The page on which files are looked at before anything of them is stored. */
export function importPage(page: Page) {
  return {
    title: page.getByRole('heading', { level: 1, name: /^Import/ }),
    part: (name: string | RegExp) => page.getByRole('region', { name }),
    files: page.getByRole('navigation', { name: 'Files' }),
    pick: async (...files: TextFile[]): Promise<void> => {
      await page.getByLabel('Flow file').first().setInputFiles(asBuffers(files));
    },
    /** Drags files over the window and lets go of them. */
    drop: async (...files: TextFile[]): Promise<void> => {
      const data = await page.evaluateHandle((dropped) => {
        const transfer = new DataTransfer();
        for (const { name, text } of dropped) transfer.items.add(new File([text], name));
        return transfer;
      }, files);
      await page.getByRole('button', { name: 'Open a file' }).first().waitFor();
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
      await page.getByText('Drop flow files to look at them').waitFor();
      await page.dispatchEvent('body', 'drop', { dataTransfer: data });
    },
    paste: async (text: string): Promise<void> => {
      await page.getByRole('button', { name: 'Open a file' }).first().waitFor();
      await page.evaluate((pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      }, text);
    },
    choose: async (label: string, option: string | RegExp): Promise<void> => {
      await page.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    },
    press: async (verb: string): Promise<void> => {
      await page.getByRole('button', { name: verb, exact: true }).click();
    },
  };
}
