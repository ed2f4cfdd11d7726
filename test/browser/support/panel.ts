import { expect, type Locator, type Page } from 'playwright/test';
import type { Client } from '../../../shared/api/client.ts';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import { editor } from './editor.ts';

/** The form of the selected step. */
export function panel(page: Page) {
  const root = page.getByRole('region', { name: 'Step', exact: true });
  const field = (label: string): Locator => root.getByRole('textbox', { name: label, exact: true });
  const values = page.getByRole('listbox', { name: 'Values' });
  return {
    root,
    field,
    values,
    press: (name: string): Promise<void> => root.getByRole('button', { name, exact: true }).click(),
    /** A button of “Test this step”: the group is called like its first button. */
    test: (name: string): Promise<void> => root.getByRole('button', { name, exact: true }).last().click(),
    /** Selects a step on the canvas, wherever it lies. */
    open: async (step: string): Promise<void> => {
      await page.getByRole('button', { name: 'Show everything' }).click();
      await editor(page).step(step).click();
      await expect(root).toBeVisible();
    },
    type: async (label: string, text: string): Promise<void> => {
      await field(label).click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(text);
    },
    choose: async (label: string, option: string | RegExp): Promise<void> => {
      await root.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
    },
    side: (name: string): Promise<void> => root.getByText(name, { exact: true }).click(),
    /** Puts a value of an earlier step into a field: two presses. */
    insert: async (label: string, option: string | RegExp): Promise<void> => {
      await root.getByRole('button', { name: `Insert value: ${label}`, exact: true }).click();
      await values.getByRole('option', { name: option }).click();
    },
  };
}

/** The step as the host has saved it. */
export async function savedStep(
  client: Client,
  flow: string,
  step: string,
): Promise<DrawingNode | undefined> {
  return (await client('flows.get', { id: flow })).drawing.nodes[step];
}
