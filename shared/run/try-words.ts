import type { DefinitionNode } from '../flow/definition.ts';
import type { Program } from './program.ts';

/**
 * What a step would do in a run, where trying it alone shows nothing: starts, joins and waits. `message` is what an end
 * says, worked out. Null where there is something better to show.
 */
export function tryWords(program: Program, node: string, message: string | null = null): string | null {
  const { definition, kind } = program.node(node);
  if (kind.execution === 'trigger')
    return startWords(definition, Object.keys(program.definition.inputs).length);
  switch (definition.kind) {
    case 'join':
      return joinWords(definition);
    case 'sleep':
      return 'The run would sleep and then go on by itself.';
    case 'wait':
      return 'The run would wait until somebody calls the address it hands out.';
    case 'end': {
      const end = `The run would end as ${outcomeOf(definition)}`;
      return message === null ? `${end}.` : `${end}: “${message}”`;
    }
    default:
      return null;
  }
}

function startWords({ kind }: DefinitionNode, inputs: number): string {
  if (kind === 'trigger.schedule') return 'It starts runs by itself.';
  if (kind === 'trigger.webhook') return 'It starts a run whenever its address is called.';
  if (inputs === 0) return 'It starts a run when somebody presses Run.';
  return `It starts a run when somebody presses Run, and asks for ${inputs === 1 ? '1 input' : `${inputs} inputs`}.`;
}

const outcomeOf = ({ config }: DefinitionNode): string =>
  typeof config['outcome'] === 'string' ? config['outcome'] : 'succeeded';

function joinWords({ config }: DefinitionNode): string {
  if (config['mode'] === 'any') return 'It goes on with the first way that comes here.';
  if (config['mode'] === 'count')
    return `It goes on once ${Number(config['count'])} of the ways that lead here have come.`;
  return 'It goes on once every way that leads here has come.';
}
