/** A service that answers as models to whoever has a key, over an OpenAI-compatible address. */
export type ModelProvider = { name: string; baseUrl: string; model: string; keys: string };

/** Addresses as their makers document them; `model` is an example of a name, `keys` is where a key is made. */
export const modelProviders: readonly ModelProvider[] = [
  {
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    model: 'gpt-4.1-mini',
    keys: 'platform.openai.com',
  },
  {
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    model: 'claude-sonnet-4-5',
    keys: 'anthropic.com',
  },
  {
    name: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    model: 'gemini-2.5-flash',
    keys: 'aistudio.google.com',
  },
  {
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    model: 'mistral-small-latest',
    keys: 'mistral.ai',
  },
  {
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    model: 'openai/gpt-4.1-mini',
    keys: 'openrouter.ai',
  },
  {
    name: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    model: 'llama-3.3-70b-versatile',
    keys: 'groq.com',
  },
  {
    name: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    model: 'deepseek-chat',
    keys: 'platform.deepseek.com',
  },
];

/** Where a model program on the same computer usually answers: Ollama. */
export const localModelUrl = 'http://127.0.0.1:11434/v1';
