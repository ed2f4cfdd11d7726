// The systems that the examples talk to, over real HTTP on 127.0.0.1: a language model, a CMS, a bank, a ticket
// system and a code forge. They keep what they were told, so that a person or a test can look.
import { createServer } from 'node:http';

const readBody = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
};

const send = (response, status, body, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Starts a server whose handler is called as `(method, path, body, respond)`; keeps every request in `log`. */
export async function startHttp(handler) {
  const log = [];
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        log.push({ method: request.method, path: pathname, headers: request.headers, body });
        return handler(
          request.method,
          pathname,
          body,
          (status, answer, headers) => send(response, status, answer, headers),
          request,
        );
      })
      .catch(() => send(response, 400, { error: 'not JSON' }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    log,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

/** An OpenAI-compatible model. With `rough` it first refuses with 429, then answers with broken JSON, then behaves. */
export function startModel({ rough = false } = {}) {
  let asked = 0;
  return startHttp((method, path, body, respond) => {
    if (method === 'GET' && path === '/v1/models')
      return respond(200, { object: 'list', data: [{ id: 'house-writer', object: 'model' }] });
    if (method !== 'POST' || path !== '/v1/chat/completions')
      return respond(404, { error: { message: 'no such page' } });
    asked += 1;
    if (rough && asked === 1)
      return respond(429, { error: { message: 'slow down' } }, { 'retry-after': '1' });
    const prompt = body.messages
      .map((message) =>
        typeof message.content === 'string' ? message.content : JSON.stringify(message.content),
      )
      .join('\n');
    const content = rough && asked === 2 ? '{"summary": "cut off in the' : JSON.stringify(answerTo(prompt));
    respond(200, {
      id: `chatcmpl-${asked}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: body.model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: prompt.length >> 2,
        completion_tokens: content.length >> 2,
        total_tokens: (prompt.length + content.length) >> 2,
      },
    });
  });
}

/** Deterministic: works on the text it was given, like a very dull model. */
function answerTo(prompt) {
  if (prompt.includes('Summarise this draft')) {
    const title = /Title: (.*)/.exec(prompt)?.[1] ?? 'the draft';
    return {
      summary: `“${title}” in one sentence: ${firstSentence(prompt.split(/Title: .*/)[1] ?? prompt)}`,
      risk: 'low',
    };
  }
  const [, text = prompt, asked = ''] =
    /in Markdown\.\s+([\s\S]*?)\s+What the editor asked for[^\n]*\n([\s\S]*)/.exec(prompt) ?? [];
  const wish = asked.trim();
  return { text: wish === '' ? text.trim() : `${text.trim()}\n\n*Revised after the editor's note: ${wish}*` };
}

const firstSentence = (text) => text.trim().split(/(?<=\.)\s/)[0] ?? '';

/** Keeps posts by slug; a repeated Idempotency-Key publishes nothing twice. */
export function startCms() {
  const posts = new Map();
  const answers = new Map();
  return startHttp((method, path, body, respond, request) => {
    const slug = /^\/posts\/([^/]+)$/.exec(path)?.[1];
    if (method === 'GET' && slug !== undefined)
      return posts.has(slug) ? respond(200, posts.get(slug)) : respond(404, { error: 'No such post' });
    if (method !== 'POST' || path !== '/posts') return respond(404, { error: 'No such page' });
    const key = request.headers['idempotency-key'];
    if (key !== undefined && answers.has(key)) return respond(200, answers.get(key));
    const post = { ...body, url: `https://cms.example/${body.slug}` };
    posts.set(body.slug, post);
    if (key !== undefined) answers.set(key, post);
    respond(201, post);
  });
}

/** A POST-only service that numbers what it gets: the bank's payments, the tickets, the forge's statuses. */
export function startLedger(name) {
  const kept = [];
  const answers = new Map();
  return startHttp((method, path, body, respond, request) => {
    if (method !== 'POST') return respond(200, { [name]: kept });
    const key = request.headers['idempotency-key'];
    if (key !== undefined && answers.has(key)) return respond(200, answers.get(key));
    const answer = { id: `${name}_${kept.length + 1}`, number: kept.length + 1, status: 'accepted' };
    kept.push({ path, body });
    if (key !== undefined) answers.set(key, answer);
    respond(201, answer);
  });
}
