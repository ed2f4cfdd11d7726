import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { EventData } from '../event.ts';
import type { ProgramNode } from '../program.ts';
import { holds, render } from '../render.ts';
import { scopeOf } from '../variables.ts';
import type { Scope } from '../variables.ts';
import type { Entry } from './entry.ts';
import { endRun } from './ending.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** Kinds that are decided here and now: no executor, no commit of their own. */
export function enterPure(work: Work, node: ProgramNode, visit: number, entry: Entry): void {
  const scope = scopeOf(work.program, work.state, { node, from: entry.from }, work.world);
  switch (node.definition.kind) {
    case 'set':
      return done(work, node, visit, {
        ...entry,
        port: 'done',
        output: work.world.keep(render(node.definition.config['values'] ?? {}, scope, 'keep')),
      });
    case 'branch':
      return done(work, node, visit, { ...entry, ...choose(node, scope) });
    case 'end':
      return end(work, node, visit, entry, scope);
    default:
      throw new Error(`Nothing here decides a step of kind ${node.definition.kind}.`);
  }
}

function done(work: Work, node: ProgramNode, visit: number, data: EventData['step.succeeded']): void {
  emit(work, { type: 'step.succeeded', node: node.name, visit, data });
  leave(work, node, visit, data.port);
}

/** The first case whose condition holds; the condition is kept, so that history can say why. */
function choose(node: ProgramNode, scope: Scope): { port: string; output: Json; because: string } {
  const { cases } = node.definition.config;
  for (const one of Array.isArray(cases) ? cases : []) {
    if (!isJsonObject(one) || typeof one['name'] !== 'string' || typeof one['when'] !== 'string') continue;
    if (holds(one['when'], scope)) {
      return { port: one['name'], output: { case: one['name'] }, because: one['when'] };
    }
  }
  return { port: 'else', output: { case: 'else' }, because: 'no condition held' };
}

const outcomes = ['succeeded', 'failed', 'declined', 'cancelled'] as const;

function end(work: Work, node: ProgramNode, visit: number, entry: Entry, scope: Scope): void {
  const { config } = node.definition;
  const written = render(config['message'] ?? null, scope, 'open');
  const message = written === null || typeof written === 'string' ? written : JSON.stringify(written);
  const output = work.world.keep(render(config['output'] ?? null, scope, 'keep'));
  emit(work, { type: 'step.succeeded', node: node.name, visit, data: { ...entry, port: '', output } });
  const status = outcomes.find((one) => one === config['outcome']) ?? 'succeeded';
  endRun(work, { status, node: node.name, message, output });
}
