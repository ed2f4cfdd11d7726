/** One step of each sort behind a start by hand, so that each can be tried alone. */
export const testedFlow = (more = ''): string => `countersign: 1
id: tested
name: Tested
inputs:
  title: { type: string, required: true }
connections:
  cms: { kind: http }
  model: { kind: llm }
nodes:
  begin:
    kind: trigger.manual
  look:
    kind: http
    timeout: 300ms
    retry: { attempts: 5, backoff: 1s }
    config: { connection: cms, path: '/posts/{{ trigger.input.title }}' }
  ask:
    kind: llm
    config:
      connection: model
      prompt: 'Summarize {{ steps.look.body.text }}'
      output: { risk: number, summary: string }
  shape:
    kind: set
    config:
      values: { line: '{{ steps.ask.summary }} ({{ steps.ask.risk }})', first: '{{ steps.look.body.tags[0] }}' }
  weigh:
    kind: branch
    config:
      cases:
        - { name: high, when: 'steps.ask.risk > 5' }
        - { name: middle, when: 'steps.ask.risk > 2 && trigger.input.title != ""' }
  review:
    kind: approval
    config:
      title: 'Publish {{ trigger.input.title }}'
      proposal: { action: Publish, target: the site, reason: '{{ steps.ask.summary }}' }
      assign: { people: [owner] }
      timeout: 24h
      onTimeout: decline
  send:
    kind: http
    config:
      connection: cms
      method: POST
      path: /posts
      query: { draft: 'a b&c' }
      headers: { X-Trace: '{{ run.flow }}' }
      body: { title: '{{ trigger.input.title }}', by: '{{ steps.review.by }}', note: 'Ünïcödé “x”' }
      idempotencyKey: 'post-{{ trigger.input.title }}'
  tell:
    kind: notify
    config: { via: webhook, connection: cms, title: 'Sent {{ trigger.input.title }}' }
  rest:
    kind: sleep
    config: { for: 2h }
  answer:
    kind: wait
    config: { timeout: 1d }
  finish:
    kind: end
    config: { outcome: succeeded, message: 'Sent {{ trigger.input.title }}' }
edges:
  - begin -> look
  - look -> ask
  - ask -> shape
  - shape -> weigh
  - weigh.high -> review
  - weigh.middle -> review
  - weigh.else -> finish
  - review.approved -> send
  - review.declined -> finish
  - send -> tell
  - tell -> rest
  - rest -> answer
  - answer.done -> finish
  - answer.timeout -> finish
samples:
  begin: { title: Tides }
  look: { status: 200, headers: {}, body: { text: The sea rises, tags: [sea] } }
  ask: { risk: 4, summary: Harmless }
  review: { decision: approved, by: owner, comment: null }
${more}`;
