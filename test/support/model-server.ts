import { startHttpServer, type RecordedRequest, type Scripted } from './http-server.ts';

export type ModelReply =
  | { do: 'say'; text: string; finish?: 'stop' | 'length' | 'content_filter'; afterMs?: number }
  | { do: 'json'; value: unknown }
  | { do: 'refuse'; status: number; body?: unknown; retryAfter?: string }
  | { do: 'not-json' }
  | { do: 'hang' }
  | { do: 'reset' };

export type ModelRequest = {
  path: string;
  key: string | null;
  body: {
    model?: string;
    messages?: { role: string; content: unknown }[];
    response_format?: { type: string };
    [key: string]: unknown;
  };
};

export type ModelServer = {
  /** What a connection's `baseUrl` is: `http://127.0.0.1:port/v1` */
  baseUrl: string;
  requests: () => ModelRequest[];
  /** Used up in order; the last one stays. A function may look at the request. */
  script: (...replies: (ModelReply | ((request: ModelRequest) => ModelReply))[]) => void;
  arrived: (count: number) => Promise<void>;
  close: () => Promise<void>;
};

const answerTo = (request: ModelRequest, text: string, finish: string): unknown => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_795_000_000,
  model: request.body.model ?? 'tiny',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
  usage: { prompt_tokens: 21, completion_tokens: 7, total_tokens: 28 },
});

function read(request: RecordedRequest): ModelRequest {
  const key = request.headers['authorization'];
  return {
    path: request.url,
    key: typeof key === 'string' ? key : null,
    body: request.body === '' ? {} : (JSON.parse(request.body) as ModelRequest['body']), // a model client sends JSON objects
  };
}

/** An OpenAI-compatible model over real HTTP that says what the test tells it to. */
export async function startModelServer(
  options: { models?: string[]; key?: string; port?: number } = {},
): Promise<ModelServer> {
  const server = await startHttpServer({ port: options.port ?? 0 });
  const models = options.models ?? ['tiny'];
  let replies: (ModelReply | ((request: ModelRequest) => ModelReply))[] = [{ do: 'say', text: 'Hello.' }];

  const refusal = (status: number, code: string): Scripted => ({
    do: 'answer',
    status,
    json: { error: { message: `library words ${code}`, code } },
  });

  const scripted = (recorded: RecordedRequest): Scripted => {
    const request = read(recorded);
    if (options.key !== undefined && request.key !== `Bearer ${options.key}`)
      return refusal(401, 'invalid_api_key');
    if (request.path.endsWith('/models'))
      return { do: 'answer', json: { object: 'list', data: models.map((id) => ({ id, object: 'model' })) } };
    if (!models.includes(request.body.model ?? '')) return refusal(404, 'model_not_found');
    const next = (replies.length > 1 ? replies.shift() : replies[0]) ?? { do: 'hang' };
    const reply = typeof next === 'function' ? next(request) : next;
    switch (reply.do) {
      case 'say':
        return {
          do: 'answer',
          json: answerTo(request, reply.text, reply.finish ?? 'stop'),
          ...(reply.afterMs === undefined ? {} : { afterMs: reply.afterMs }),
        };
      case 'json':
        return { do: 'answer', json: answerTo(request, JSON.stringify(reply.value), 'stop') };
      case 'refuse':
        return {
          do: 'answer',
          status: reply.status,
          headers: reply.retryAfter === undefined ? {} : { 'retry-after': reply.retryAfter },
          json: reply.body ?? { error: { message: 'library words', code: 'x' } },
        };
      case 'not-json':
        return { do: 'answer', headers: { 'content-type': 'text/html' }, body: '<html>library words</html>' };
      default:
        return reply;
    }
  };
  server.script((recorded) => {
    const result = scripted(recorded);
    return typeof result === 'function' ? result(recorded) : result;
  });
  return {
    baseUrl: `${server.url}/v1`,
    requests: () => server.requests.map(read),
    script: (...next) => {
      replies = next;
    },
    arrived: server.arrived,
    close: server.close,
  };
}
