import type { KindName } from '../../../shared/steps/index.ts';

/** How a field of a generated form speaks; what its schema says already is not repeated here. */
export type FieldWords = {
  label: string;
  help?: string;
  placeholder?: string;
  isMultiline?: boolean;
  /** A length of time rather than any text. */
  isDuration?: boolean;
  /** What the schema's words mean. */
  choices?: Record<string, string>;
  addLabel?: string;
  /** Only texts stand in the rows. */
  onlyText?: boolean;
};

const requester: FieldWords = {
  label: 'Who asked',
  help: 'An email or a name from what arrived. It says whose request this is; it proves nothing.',
};

/** Every field that is shown by itself; special forms show the rest. Fields of a later version have no words. */
export const fieldWords: Record<KindName, Record<string, FieldWords>> = {
  'trigger.manual': { requester },
  'trigger.webhook': {
    path: { label: 'Address', help: 'The end of the address that others call.', placeholder: 'drafts' },
    auth: {
      label: 'Who may call it',
      choices: {
        secret: 'Whoever knows the secret',
        hmac: 'Whoever signs with the secret',
        none: 'Anybody who can reach this machine',
      },
    },
    method: { label: 'Method', choices: {} },
    dedupe: {
      label: 'What makes two calls the same',
      help: 'A second call with the same value starts nothing.',
    },
    respond: {
      label: 'Answer the caller',
      choices: { accepted: 'At once', completed: 'When the run is done' },
    },
    responseBody: { label: 'What the caller gets' },
    requester,
  },
  'trigger.schedule': {
    misfire: {
      label: 'If the computer was off',
      choices: {
        latest: 'Run once when it is back',
        skip: 'Do not run what was missed',
        all: 'Run everything that was missed',
      },
    },
    maxLate: { label: 'But not when it is later than', isDuration: true, placeholder: 'any' },
    requester,
  },
  http: {
    method: { label: 'Method', choices: {} },
    query: { label: 'Query', help: 'What stands after the ? in the address.', addLabel: 'Add a parameter' },
    headers: { label: 'Headers', addLabel: 'Add a header', onlyText: true },
    body: { label: 'Body' },
    idempotencyKey: {
      label: 'Key against doing it twice',
      help: 'Sent along, so that the far end knows a repeated request. Then it is safe to try again.',
    },
  },
  llm: {
    prompt: { label: 'What you ask', isMultiline: true },
    system: {
      label: 'How it should behave',
      isMultiline: true,
      placeholder: 'You help the editor of a science site. You never invent facts.',
    },
    model: { label: 'Model', placeholder: 'the connection’s model' },
    temperature: { label: 'Variety, 0 to 2', help: '0 gives the same answer most often.' },
    maxTokens: { label: 'Longest answer, in tokens' },
  },
  ssh: {
    stdin: { label: 'Input', help: 'What the program reads from its standard input.', isMultiline: true },
    env: {
      label: 'Environment',
      help: 'Values travel here as data: never as part of the command.',
      addLabel: 'Add a variable',
      onlyText: true,
    },
    cwd: { label: 'Folder', placeholder: 'the folder one lands in' },
    detach: {
      label: 'Start it and go on',
      help: 'It keeps running there. Hand it an address to call when it is done.',
    },
  },
  approval: {},
  notify: {
    title: { label: 'Title' },
    body: { label: 'Text', isMultiline: true },
    link: { label: 'Link', placeholder: 'https://…' },
  },
  set: {},
  persist: {
    name: { label: 'File name', placeholder: 'report.md' },
    content: { label: 'What it holds', isMultiline: true },
    type: { label: 'Type', placeholder: 'by its content', help: 'A media type such as text/markdown.' },
  },
  branch: {},
  join: {
    mode: {
      label: 'Go on',
      choices: {
        all: 'when every way has come',
        any: 'with whichever comes first',
        count: 'when so many have come',
      },
    },
    count: { label: 'How many' },
  },
  sleep: {},
  wait: {},
  end: {
    outcome: {
      label: 'The run ends as',
      choices: { succeeded: 'Succeeded', failed: 'Failed', declined: 'Declined', cancelled: 'Cancelled' },
    },
    message: { label: 'Message', help: 'One sentence that stands in the list of runs.' },
    output: { label: 'Result', help: 'What the run gives to whoever started it.' },
  },
};
