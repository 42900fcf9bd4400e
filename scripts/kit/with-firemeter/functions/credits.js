import { defineOperation, firemeter, perThousandTokens, z } from '@firemeter/functions';
import { getApps, initializeApp } from 'firebase-admin/app';

/** A kind of work that is sold: its input, its units, and the most that it can use. */
const summarize = defineOperation({
  kind: 'summarize',
  input: { text: z.string().min(1).max(20_000) },
  units: ['token'],
  runs: 'app',
  atMost: ({ text }) => ({ inputTokens: text.length, outputTokens: 200 }),
  promptOf: ({ text }) => text,
  sample: { input: { kind: 'summarize', text: 'A long story.' }, sources: [] },
});

const ask = defineOperation({
  kind: 'ask',
  input: { question: z.string().min(1).max(2_000) },
  units: ['token'],
  runs: 'app',
  atMost: ({ question }) => ({ inputTokens: question.length, outputTokens: 1_000 }),
  promptOf: ({ question }) => question,
  sample: { input: { kind: 'ask', question: 'Why is the sky blue?' }, sources: [] },
});

/** Prices in credits, costs in US dollars, for input and output. */
const priced = { price: perThousandTokens(1, 2), cost: perThousandTokens(0.0003, 0.0025) };

export const credits = firemeter({
  app: getApps()[0] ?? initializeApp(),
  operations: [summarize, ask],
  catalog: {
    summarize: { label: 'Summary', models: { writer: { provider: 'house', id: 'writer-1', ...priced } } },
    ask: { label: 'Answer', models: { thinker: { provider: 'house', id: 'thinker-1', ...priced } } },
  },
  // By default, they come once the e-mail address is verified.
  welcome: { credits: 20, needsVerifiedEmail: false },
});
