import type { Command } from 'commander';
import { withSession, type Act, type Report, type Session } from './cli.ts';
import { table } from './table.ts';

/** `flows templates` and `flows use`: the flows that come with Countersign. */
export function addTemplates(flows: Command, act: Act): void {
  flows
    .command('templates')
    .description('the flows that come with Countersign')
    .action(() => act((cli) => withSession(cli, listTemplates)));

  flows
    .command('use <template>')
    .description('make a draft of a template')
    .option('--name <name>', 'what to call the flow')
    .action((template: string, options: { name?: string }) =>
      act((cli) => withSession(cli, (session) => applyTemplate(session, template, options))),
    );
}

async function listTemplates({ client }: Session): Promise<Report> {
  const page = await client('templates.list', {});
  const rows = page.items.map(({ id, group, steps, outside, name }) => [
    id,
    group,
    String(steps),
    outside,
    name,
  ]);
  const text = table(
    ['TEMPLATE', 'FOR', 'STEPS', 'OUTSIDE', 'NAME'],
    rows,
    'No templates came with this build.',
  );
  return { data: page, text };
}

async function applyTemplate({ client }: Session, id: string, options: { name?: string }): Promise<Report> {
  const flow = await client('templates.use', { id, ...options });
  return {
    data: flow,
    text: `Made ${flow.id} as a draft.\nNext: countersign flows show ${flow.id}`,
  };
}
