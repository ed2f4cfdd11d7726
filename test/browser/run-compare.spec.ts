import { AxeBuilder } from '@axe-core/playwright';
import type { Client } from '../../shared/api/client.ts';
import type { Json } from '../../shared/json.ts';
import { comparison } from './support/compare.ts';
import { runReaches } from './support/examples.ts';
import { picture, schemes } from './support/pictures.ts';
import { run, runs } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const flow = {
  countersign: 1,
  id: 'order',
  name: 'Order paper',
  inputs: { sheets: { type: 'number' } },
  nodes: {
    start: { kind: 'trigger.manual', name: 'Somebody asks' },
    price: {
      kind: 'set',
      name: 'Work out the price',
      config: { values: { sheets: '{{trigger.input.sheets}}', note: 'Paid by the office' } },
    },
    size: {
      kind: 'branch',
      name: 'Is it a large order?',
      config: { cases: [{ name: 'large', when: 'trigger.input.sheets > 1000' }] },
    },
    ask: {
      kind: 'approval',
      name: 'The chief agrees',
      config: { title: 'Order that much?', timeout: 'none' },
    },
    done: { kind: 'end', name: 'Ordered' },
  },
  edges: [
    'start -> price',
    'price -> size',
    'size.large -> ask',
    'size.else -> done',
    'ask.approved -> done',
  ],
};

async function order(client: Client, input: Json, end: 'succeeded' | 'waiting'): Promise<string> {
  const { id } = await client('runs.start', { id: 'order', target: 'draft', input });
  await runReaches(client, id, end);
  return id;
}

test('two runs stand beside each other: the first difference is lit, both paths are one drawing, each value opens', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const small = await order(host.client, { sheets: 40 }, 'succeeded');
  const large = await order(host.client, { sheets: 4000 }, 'waiting');
  await window.goto(`${host.url}/runs/${large}`);
  await window.getByRole('button', { name: 'More for this run' }).click();
  await window.getByRole('menuitem', { name: 'Compare with…' }).click();
  const { choices, lead, differences, difference, step, wires, swap } = comparison(window);
  await expect(choices).toHaveCount(1);
  await expect(choices).toContainText('Last that succeeded');
  await picture(window, 'run-compare-choose');
  await choices.getByRole('link').click();

  await expect(window).toHaveURL(`${host.url}/runs/${small}/compare/${large}`);
  await expect(lead).toContainText('First difference: “Somebody asks” began with something else.');
  await expect(differences.first()).toContainText('First difference');
  await expect(difference('start')).toContainText('4000');
  await expect(difference('size')).toContainText('“otherwise” in A, “large” in B');
  await expect(difference('ask')).toContainText('Only B came to “The chief agrees”.');
  await expect(difference('done')).toContainText('Only A came to “Ordered”.');
  await expect(step('ask')).toContainText('Only B');
  await expect(step('done')).toContainText('Only A');
  await expect(wires('both')).toHaveCount(2);
  await expect(wires('left')).toHaveCount(1);
  await expect(wires('right')).toHaveCount(1);
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
  }
  await picture(window, 'run-compare');

  // Pressed on the drawing it opens in the list.
  await step('price').click();
  await expect(difference('price').getByRole('region', { name: 'Output' })).toContainText('40');
  await swap.click();
  await expect(window).toHaveURL(`${host.url}/runs/${large}/compare/${small}`);
  await expect(difference('ask')).toContainText('Only A came to “The chief agrees”.');
});

test('two rows of the list are compared, runs of two flows are not, and the same run differs nowhere', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: JSON.stringify(flow) });
  await host.client('flows.import', { text: JSON.stringify({ ...flow, id: 'other', name: 'Order pens' }) });
  const first = await order(host.client, { sheets: 40 }, 'succeeded');
  const again = await order(host.client, { sheets: 40 }, 'succeeded');
  const { id: other } = await host.client('runs.start', {
    id: 'other',
    target: 'draft',
    input: { sheets: 1 },
  });
  await runReaches(host.client, other, 'succeeded');
  await runs(window).open();
  const choose = (index: number) =>
    runs(window)
      .rows.nth(index)
      .getByRole('checkbox', { name: /to compare$/ });
  await choose(0).check();
  await choose(1).check();
  await expect(window.getByText('These are runs of two flows.')).toBeVisible();
  await choose(2).check();
  await picture(window, 'runs-chosen');
  await window.getByRole('link', { name: 'Compare them' }).click();
  await expect(window).toHaveURL(`${host.url}/runs/${first}/compare/${again}`);
  await expect(comparison(window).lead).toContainText('Nothing differs');
  await picture(window, 'run-compare-same');

  await window.goto(`${host.url}/runs/${first}/compare/${other}`);
  await expect(window.getByRole('heading', { name: 'These are runs of two flows' })).toBeVisible();
  await window.goto(`${host.url}/runs/${first}/compare/nowhere`);
  await expect(window.getByRole('heading', { name: 'One of the two runs is not there' })).toBeVisible();
  await expect(run(window).dialog).toHaveCount(0);
});
