import { generateText } from 'ai';
import { z } from 'genkit';
import { credits } from './credits.js';
import { ai, thinker, writer } from './models.js';

export const summarize = credits.onCall('summarize', {}, async ({ input }, meter) => {
  const model = meter.wrap(writer);
  const { text } = await generateText({ model, prompt: `Summarize: ${input.text}`, maxOutputTokens: 200 });
  return text;
});

const answer = ai.defineFlow(
  { name: 'answer', inputSchema: z.string(), outputSchema: z.string() },
  async (question) => {
    const { text } = await ai.generate({ model: thinker, prompt: question, use: [credits.genkit] });
    return text;
  },
);

export const ask = credits.onCall('ask', {}, async ({ input }) => {
  return answer.run(input.question).then(({ result }) => result);
});

export * from './firemeter.js';
