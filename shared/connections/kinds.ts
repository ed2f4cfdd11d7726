import { z } from 'zod';
import { closest } from '../expression/closest.ts';
import type { ConnectionKind } from '../steps/kind.ts';

/** One line of a connection's form. Settings are text everywhere; secrets are write-only everywhere. */
export type ConnectionField = {
  name: string;
  label: string;
  required: boolean;
  /** Filled in when left empty; null = stays empty. */
  default: string | null;
  hint: string;
  /** A key or several lines: a text area rather than one line. */
  long?: boolean;
  options?: readonly string[];
};

export type ConnectionSpec = {
  kind: ConnectionKind;
  title: string;
  /** What one of them is called before anybody gave it a name. */
  usualName: string;
  summary: string;
  settings: readonly ConnectionField[];
  secrets: readonly ConnectionField[];
  /** `header.X-Name` is also taken, as a setting and as a secret. */
  headers: boolean;
  schema: z.ZodType<Record<string, string>>;
};

/** Bigger than any key; keeps a pasted file from becoming a “password”. */
export const longestSecret = 64 * 1024;

const field = (
  name: string,
  label: string,
  more: Partial<Omit<ConnectionField, 'name' | 'label'>> = {},
): ConnectionField => ({ name, label, required: false, default: null, hint: '', ...more });

const headerPattern = /^header\.[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const oneLine = (text: string): boolean => !/[\r\n\0]/.test(text);

/** Without a user, a password or a fragment: those would travel or be shown where they should not. */
const webPattern = /^https?:\/\/(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:[\]\\]+)(?::[0-9]{1,5})?(?:[/?][^\s#\\]*)?$/i;

const webAddress = z
  .string()
  .regex(webPattern, 'must be an address such as https://api.example.com, without a user or password in it');
const hostName = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9._-]{1,253}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45})$/,
    'must be a host name or an IP address, without a port',
  );
const portNumber = z
  .string()
  .regex(/^[0-9]{1,5}$/, 'must be a number')
  .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, 'must be between 1 and 65535');
const line = z.string().min(1).max(2_000).refine(oneLine, 'must be one line');
const hostKey = line.refine(
  (text) =>
    /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(text) ||
    /^(?:\S+ )?(?:ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*(?: .*)?$/.test(text),
  'must be a fingerprint such as SHA256:… or a line of a known_hosts or .pub file',
);

function schemaOf(
  shape: Record<string, z.ZodType<string | undefined>>,
  fields: readonly ConnectionField[],
  headers: boolean,
): z.ZodType<Record<string, string>> {
  const known = new Set(Object.keys(shape));
  const names = [...known];
  return z.record(z.string(), z.string()).transform((given, context) => {
    const settings: Record<string, string> = {};
    const problem = (name: string, message: string): void => {
      context.issues.push({ code: 'custom', path: [name], message, input: given });
    };
    for (const [name, value] of Object.entries(given)) {
      if (headers && headerPattern.test(name)) {
        if (oneLine(value)) settings[name] = value;
        else problem(name, 'must be one line');
      } else if (!known.has(name)) {
        const near = closest(name, names);
        problem(
          name,
          `is not a setting of this kind${near === null ? `; it has ${names.join(', ')}` : `; did you mean ${near}?`}`,
        );
      }
    }
    for (const spec of fields) {
      const value = (given[spec.name] ?? '').trim() || spec.default;
      if (value === null || value === '') {
        if (spec.required) problem(spec.name, 'is needed');
        continue;
      }
      const parsed = shape[spec.name]?.safeParse(value);
      if (parsed?.success === false) problem(spec.name, parsed.error.issues[0]?.message ?? 'is not valid');
      else settings[spec.name] = value;
    }
    return settings;
  });
}

function connectionSpec(
  head: Pick<ConnectionSpec, 'kind' | 'title' | 'usualName' | 'summary' | 'settings' | 'secrets'> & {
    headers?: boolean;
  },
  shape: Record<string, z.ZodType<string | undefined>>,
): ConnectionSpec {
  const headers = head.headers ?? false;
  return { ...head, headers, schema: schemaOf(shape, head.settings, headers) };
}

const http = connectionSpec(
  {
    kind: 'http',
    title: 'Web service',
    usualName: 'service',
    summary: 'An HTTP API. What is secret is sent to this address and nowhere else.',
    headers: true,
    settings: [
      field('baseUrl', 'Address', { required: true, hint: 'https://api.example.com/v1' }),
      field('user', 'User', { hint: 'For a user and password (Basic)' }),
      field('keyHeader', 'Header of the key', {
        default: 'X-API-Key',
        hint: 'Which header carries the API key',
      }),
    ],
    secrets: [
      field('token', 'Token', { hint: 'Sent as “Authorization: Bearer …”' }),
      field('password', 'Password', { hint: 'Sent with the user (Basic)' }),
      field('apiKey', 'API key', { hint: 'Sent in its own header' }),
    ],
  },
  {
    baseUrl: webAddress,
    user: line.refine((text) => !text.includes(':'), 'must not contain a colon'),
    keyHeader: line.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'must be a header name'),
  },
);

const llm = connectionSpec(
  {
    kind: 'llm',
    title: 'Language model',
    usualName: 'model',
    summary: 'A model behind an OpenAI-compatible address: Ollama, LM Studio, vLLM, OpenAI and others.',
    settings: [
      field('baseUrl', 'Address', { required: true, hint: 'http://127.0.0.1:11434/v1' }),
      field('model', 'Model', { hint: 'Used where a step names none' }),
      field('provider', 'Speaks', { default: 'openai-compatible', options: ['openai-compatible'] }),
      field('answers', 'Typed answers', {
        default: 'schema',
        options: ['schema', 'json'],
        hint: '“json” for servers that do not know JSON schemas',
      }),
    ],
    secrets: [field('apiKey', 'API key', { hint: 'A local model usually needs none' })],
  },
  {
    baseUrl: webAddress,
    model: line,
    provider: z.enum(['openai-compatible']),
    answers: z.enum(['schema', 'json']),
  },
);

const ssh = connectionSpec(
  {
    kind: 'ssh',
    title: 'Server (SSH)',
    usualName: 'server',
    summary:
      'A server that commands run on. Its host key is pinned: another machine that answers is refused.',
    settings: [
      field('host', 'Host', { required: true }),
      field('port', 'Port', { default: '22' }),
      field('user', 'User', { required: true }),
      field('hostKey', 'Host key', { hint: 'SHA256:… – “Test” shows what the server offers', long: true }),
    ],
    secrets: [
      field('privateKey', 'Private key', {
        long: true,
        hint: 'The whole file, with its BEGIN and END lines',
      }),
      field('passphrase', 'Passphrase of the key'),
      field('password', 'Password'),
    ],
  },
  { host: hostName, port: portNumber, user: line, hostKey },
);

const smtp = connectionSpec(
  {
    kind: 'smtp',
    title: 'Mail server (SMTP)',
    usualName: 'mail',
    summary: 'Sends mail. One named “mail” also delivers approval messages.',
    settings: [
      field('host', 'Host', { required: true }),
      field('port', 'Port', { default: '587' }),
      field('security', 'Encryption', {
        default: 'starttls',
        options: ['starttls', 'tls', 'none'],
        hint: '“starttls” upgrades port 587, “tls” is for port 465, “none” only for a server on this machine',
      }),
      field('user', 'User'),
      field('from', 'Sender', { required: true, hint: 'approvals@example.com' }),
    ],
    secrets: [field('password', 'Password')],
  },
  {
    host: hostName,
    port: portNumber,
    security: z.enum(['starttls', 'tls', 'none']),
    user: line,
    from: line.regex(
      /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/,
      'must be one plain mail address',
    ),
  },
);

/** THE list: the connections form, the CLI and the API read it. */
export const connectionKinds = { http, llm, ssh, smtp } as const satisfies Partial<
  Record<ConnectionKind, ConnectionSpec>
>;

export type UsableConnectionKind = keyof typeof connectionKinds;

export function isConnectionKind(kind: string): kind is UsableConnectionKind {
  return Object.hasOwn(connectionKinds, kind);
}

export function connectionKindOf(kind: string): ConnectionSpec | undefined {
  return isConnectionKind(kind) ? connectionKinds[kind] : undefined;
}

/** Whether a secret of this name belongs to the kind. */
export function isSecretOf(spec: ConnectionSpec, name: string): boolean {
  return spec.secrets.some((secret) => secret.name === name) || (spec.headers && headerPattern.test(name));
}
