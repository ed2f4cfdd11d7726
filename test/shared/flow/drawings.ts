import type { JsonObject } from '../../../shared/json.ts';
import type { Drawing, DrawingNode, Edge } from '../../../shared/flow/drawing.ts';

/** A drawing from few words: edges as in the file, without naming the flow again and again. */
export function draw(
  nodes: Record<string, DrawingNode>,
  edges: readonly string[] = [],
  more: Partial<Omit<Drawing, 'nodes' | 'edges'>> = {},
): Drawing {
  return { countersign: 1, id: 'a-flow', ...more, nodes, edges: edges.map(edge) };
}

function edge(line: string): Edge {
  const [source = '', to = ''] = line.split(' -> ');
  const [from = '', port = 'done'] = source.split('.');
  return { from, port, to };
}

export const manual: DrawingNode = { kind: 'trigger.manual' };
export const hook: DrawingNode = { kind: 'trigger.webhook', config: { path: 'drafts' } };

export function set(values: JsonObject = { a: 1 }): DrawingNode {
  return { kind: 'set', config: { values } };
}

/** Changes something outside. */
export const post: DrawingNode = {
  kind: 'http',
  config: { url: 'https://example.com/posts', method: 'POST' },
};

/** An approval with which nothing is wrong, as long as `approved` leads somewhere. */
export function approval(config: JsonObject = {}): DrawingNode {
  return {
    kind: 'approval',
    config: {
      title: 'Publish',
      show: [{ label: 'Draft', kind: 'text', value: 'A draft' }],
      assign: { pools: ['editors'], exclude: ['requester'] },
      timeout: 'none',
      ...config,
    },
  };
}
