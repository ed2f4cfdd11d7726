/** A flow without effects: it asks editors and then ends. */
export const askingFlow = (id = 'asking', title = 'Publish {{ trigger.input.title }}') => `countersign: 1
id: ${id}
name: Asking
inputs:
  title: { type: string, required: true }
nodes:
  begin:
    kind: trigger.manual
  review:
    kind: approval
    config:
      title: ${title}
      proposal: { action: Publish, target: the site }
      show:
        - { label: Text, kind: markdown, value: '{{ trigger.input.title }}' }
      editable:
        amount: { type: number, value: 5, max: 10 }
      assign: { pools: [editors] }
      timeout: 24h
      onTimeout: decline
  finish:
    kind: end
    config: { outcome: succeeded }
edges:
  - begin -> review
  - review.approved -> finish
`;

/** Ends at once; starts by hand or by a call from outside. */
export const hookFlow = (id = 'hooked', auth = 'none') => `countersign: 1
id: ${id}
name: Hooked
nodes:
  incoming:
    kind: trigger.webhook
    config:
      path: orders
      auth: ${auth}
      dedupe: '{{ trigger.body.id }}'
  shape:
    kind: set
    config:
      values: { order: '{{ trigger.body.id }}' }
edges:
  - incoming -> shape
`;

export const callbackFlow = (id = 'called') => `countersign: 1
id: ${id}
name: Called
nodes:
  begin:
    kind: trigger.manual
  answer:
    kind: wait
    config: { for: callback }
edges:
  - begin -> answer
`;

/** Fails for everybody who starts it without an amount; asks once it has counted. */
export const failingFlow = (id = 'failing') => `countersign: 1
id: ${id}
name: Failing
inputs:
  amount: number
nodes:
  begin:
    kind: trigger.manual
  count:
    kind: set
    name: Count it
    config:
      values: { total: '{{ trigger.input.amount + 1 }}' }
  review:
    kind: approval
    config: { title: 'Pay {{ default(steps.count.total, 0) }}', timeout: 24h, onTimeout: decline }
  finish:
    kind: end
    config: { outcome: succeeded, output: { paid: '{{ default(steps.count.total, 0) }}' } }
edges:
  - begin -> count
  - count -> review
  - review.approved -> finish
`;

export const brokenFlow = `countersign: 1
id: broken
nodes:
  begin:
    kind: trigger.manual
  next:
    kind: set
    config:
      values: { it: '{{ steps.nowhere.x }}' }
edges:
  - begin -> next
`;
