import type { DefinitionNode } from '../flow/definition.ts';
import type { JsonObject } from '../json.ts';
import { kindOf } from '../steps/index.ts';
import { labelOf } from '../steps/label.ts';
import { holdersOf, resolvePeople } from './assignment.ts';
import { lineOf, namesAt, objectAt } from './read-config.ts';
import type { Workspace } from './workspace.ts';
import { holdersInWords, startSmall } from './words.ts';

const isFormula = (text: string): boolean => text.includes('{{');

const isStarter = (person = ''): boolean => /^\{\{\s*run\.startedBy\s*\}\}$/.test(person);

/** What a step that changes something outside will do: “POST to cms”, “mail to 3 people”. */
export function effectInWords(name: string, node: DefinitionNode, workspace: Workspace): string {
  const described = node.kind === 'notify' ? messageInWords(node.config, workspace) : null;
  return startSmall(described ?? kindOf(node.kind)?.describe(node.config) ?? labelOf(name));
}

/** Recipients counted with the pools as they are now; null where the kind's own words say it better. */
function messageInWords(config: JsonObject, workspace: Workspace): string | null {
  if (config['via'] === 'webhook') return null;
  const what = config['via'] === 'email' ? 'mail' : 'message';
  const to = objectAt(config['to']);
  const [people, pools] = [namesAt(to['people']), namesAt(to['pools'])];
  if (people.length === 1 && pools.length === 0 && isStarter(people[0]))
    return `${what} to whoever started it`;
  if ([...people, ...pools].some(isFormula)) return `${what} to the people the run names`;
  const count = holdersOf({ people: resolvePeople(people, workspace), pools }, workspace).length;
  if (people.length + pools.length === 0) return `${what} to the owner`;
  return `${what} to ${count} ${count === 1 ? 'person' : 'people'}`;
}

/** “asks chief editors: “Publish it?””; a title with formulas in it is not known yet, so the step's name stands for it. */
export function nextApprovalInWords(name: string, node: DefinitionNode, workspace: Workspace): string {
  const assign = objectAt(node.config['assign']);
  const people = namesAt(assign['people']);
  const pools = namesAt(assign['pools']);
  const asked = { pools, people: resolvePeople(people, workspace) };
  const nobody = people.length + pools.length === 0;
  const who = people.some(isFormula) ? 'the people the run names' : holdersInWords(asked, workspace);
  const title = lineOf(node.config['title']);
  return `asks ${nobody ? 'the owner' : who}: “${title === null || isFormula(title) ? name : title}”`;
}

/** Why the run stands still for a while on the way. */
export function waitInWords({ kind, config }: DefinitionNode): string {
  if (kind === 'wait') return 'waits for an answer from outside';
  const length = lineOf(config['for']);
  if (length !== null) return isFormula(length) ? 'waits for a while' : `waits ${length}`;
  const until = lineOf(config['until']);
  return until === null || isFormula(until) ? 'waits until a given time' : `waits until ${until}`;
}
