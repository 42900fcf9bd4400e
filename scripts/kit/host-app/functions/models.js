import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { genkit } from 'genkit';

const baseURL = process.env.MODELS_ADDRESS ?? 'http://127.0.0.1:4007/v1';

/** The model of the AI SDK. */
export const writer = createOpenAICompatible({ name: 'house', baseURL })('writer-1');

/** The same server, as a model of Genkit. */
export const ai = genkit({});
export const thinker = ai.defineModel({ name: 'house/thinker-1' }, async ({ messages }) => {
  const content = messages
    .at(-1)
    .content.map(({ text }) => text)
    .join('');
  const body = JSON.stringify({ model: 'thinker-1', messages: [{ role: 'user', content }] });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${baseURL}/chat/completions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`The model answered ${response.status}`);
  const { choices, usage } = await response.json();
  return {
    message: { role: 'model', content: [{ text: choices[0].message.content }] },
    finishReason: 'stop',
    usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
  };
});
