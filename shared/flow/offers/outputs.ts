import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Field } from '../../steps/field.ts';
import type { Drawing } from '../drawing.ts';
import type { Offer } from './walk.ts';
import { walk } from './walk.ts';

const fixed: Record<string, Record<string, Field>> = {
  http: { status: 'number', body: 'object', headers: 'object' },
  ssh: { stdout: 'text', exitCode: 'number', stderr: 'text' },
  persist: { ref: 'object', name: 'string', type: 'string', size: 'number' },
  wait: { body: 'object' },
  join: { arrived: 'list', outputs: 'object' },
};

const decisions = ['approved', 'declined', 'changes', 'timeout'];

/** What a step gives: by its kind, by what its config declares, and by what it has really given. */
export function outputsOf(drawing: Drawing, node: string, sample: Json | undefined): Offer[] {
  const given = isJsonObject(sample) ? sample : {};
  const declared = declaredBy(drawing, node);
  const names = [...new Set([...Object.keys(declared), ...Object.keys(given)])];
  const offers = names.flatMap((name) =>
    walk({ path: ['steps', node, name], field: declared[name], sample: given[name], drawing }),
  );
  // A way out for failures is the only place from which a step's error can be read.
  if (!drawing.edges.some((edge) => edge.from === node && edge.port === 'error')) return offers;
  return [
    ...offers,
    ...walk({ path: ['steps', node, 'error', 'message'], field: 'string', sample: undefined, drawing }),
  ];
}

/** What its kind and its config say it gives, by name. */
export function declaredBy(drawing: Drawing, node: string): Record<string, Field> {
  const { kind = '', config = {} } = drawing.nodes[node] ?? {};
  switch (kind) {
    case 'llm':
      return isJsonObject(config['output']) ? fieldsIn(config['output']) : { text: 'text' };
    case 'set': {
      const values = isJsonObject(config['values']) ? config['values'] : {};
      return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeOfDrawn(value)]));
    }
    case 'wait':
      return isJsonObject(config['schema'])
        ? { body: { type: 'object', fields: fieldsIn(config['schema']) } }
        : { body: 'object' };
    case 'approval': {
      const editable = isJsonObject(config['editable']) ? fieldsIn(config['editable']) : {};
      return {
        decision: { type: 'string', enum: [...decisions] },
        comment: 'text',
        who: 'string',
        by: 'string',
        ...(Object.keys(editable).length === 0 ? {} : { values: { type: 'object', fields: editable } }),
      };
    }
    case 'ssh':
      return config['detach'] === true ? {} : (fixed['ssh'] ?? {});
    default:
      return Object.hasOwn(fixed, kind) ? (fixed[kind] ?? {}) : {};
  }
}

const types = ['string', 'text', 'number', 'boolean', 'date', 'list', 'object'];

/** Fields as they are drawn; one that is half-written is text until it says more. */
function fieldsIn(map: { [name: string]: Json }): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(map).map(([name, drawn]): [string, Field] => {
      const type = isJsonObject(drawn) ? drawn['type'] : drawn;
      if (typeof type !== 'string' || !types.includes(type)) return [name, 'string'];
      return [name, drawn as Field]; // its type is one of the grammar's, the rest is optional
    }),
  );
}

function typeOfDrawn(value: Json): Field {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return isJsonObject(value) ? 'object' : 'string';
}
