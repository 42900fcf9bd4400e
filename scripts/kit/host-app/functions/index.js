import { generateText } from 'ai';
import { initializeApp } from 'firebase-admin/app';
import { HttpsError, onCall } from 'firebase-functions/https';
import { z } from 'genkit';
import { ai, thinker, writer } from './models.js';

initializeApp();

export const summarize = onCall(async ({ auth, data }) => {
  if (!auth) throw new HttpsError('unauthenticated', 'Sign in first');
  const { text } = await generateText({
    model: writer,
    prompt: `Summarize: ${data.text}`,
    maxOutputTokens: 200,
  });
  return text;
});

const answer = ai.defineFlow(
  { name: 'answer', inputSchema: z.string(), outputSchema: z.string() },
  async (question) => {
    const { text } = await ai.generate({ model: thinker, prompt: question });
    return text;
  },
);

export const ask = onCall(async ({ auth, data }) => {
  if (!auth) throw new HttpsError('unauthenticated', 'Sign in first');
  return answer.run(data.question).then(({ result }) => result);
});
