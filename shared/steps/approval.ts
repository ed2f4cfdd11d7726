import { z } from 'zod';

import { editableSchema } from './field-schema.ts';
import { defineKind } from './kind.ts';
import { labelOf } from './label.ts';
import { namesIn } from './port-names.ts';
import { count, duration, json, laterKey, poolName, portName, text } from './schema.ts';

/** Unknown is a value here: it is said on the card, not hidden. */
const affects = z.strictObject({
  count: z.union([z.number(), text, z.null()]).optional(),
  list: z.union([z.array(json), text, z.null()]).optional(),
});

const proposal = z.strictObject({
  action: text,
  target: text.optional(),
  reason: text.optional(),
  values: z.record(z.string(), json).optional(),
  affects: affects.optional(),
});

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    label: text,
    kind: z.enum(['text', 'markdown', 'json', 'table', 'resource', 'image']),
    value: json,
  }),
  z.strictObject({ label: text, kind: z.literal('diff'), before: json, after: json }),
]);

const alternative = z
  .strictObject({ name: portName, label: z.string().optional() })
  .transform(({ name, label }) => ({ name, label: label ?? labelOf(name) }));

const holders = { pools: z.array(poolName).default([]), people: z.array(text).default([]) };

const assign = z.strictObject({
  ...holders,
  exclude: z.array(z.enum(['requester', 'author', 'previous'])).default([]),
});

const rung = z.strictObject({
  after: duration,
  to: z.strictObject(holders),
  keep: z.boolean().default(true),
});

const notify = z.strictObject({
  via: z.array(z.enum(['desktop', 'email'])).default(['desktop']),
  outcome: z.array(text).default([]),
});

const tier = z.union([z.literal('auto'), z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

export const approval = defineKind({
  kind: 'approval',
  title: 'Approval',
  summary: 'Asks people to decide before anything goes on.',
  group: 'people',
  config: z.strictObject({
    title: text.optional(),
    proposal: proposal.optional(),
    show: z.array(evidence).default([]),
    editable: z.record(z.string().min(1).max(128), editableSchema).default({}),
    alternatives: z.array(alternative).default([]),
    assign: assign.prefault({}),
    tier: tier.default('auto'),
    quorum: count.default(1),
    veto: z.boolean().default(true),
    require: z
      .strictObject({
        comment: z.enum(['never', 'on-decline', 'always']).default('on-decline'),
        open: z.array(z.string()).default([]),
      })
      .prefault({}),
    notify: notify.prefault({}),
    remind: z.array(duration).default([]),
    escalate: z.array(rung).default([]),
    /** A duration or `none`; the compiler insists on one of them. */
    timeout: duration.optional(),
    onTimeout: z.enum(['port', 'approve', 'decline']).default('port'),
    undo: laterKey(),
  }),
  execution: 'approval',
  ports: (config) => ['approved', 'declined', 'changes', 'timeout', ...namesIn(config.alternatives)],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [
    'alternatives',
    'tier',
    'quorum',
    'veto',
    'require',
    'remind',
    'escalate',
    'timeout',
    'onTimeout',
  ],
  conditions: [],
  describe: ({ assign, quorum }) => {
    const who = [...assign.pools, ...assign.people].join(', ');
    const asked = who === '' ? 'Ask the owner' : `Ask ${who}`;
    return quorum > 1 ? `${asked}: ${quorum} must agree` : asked;
  },
});
