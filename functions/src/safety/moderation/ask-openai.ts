import { z } from 'zod';

const MODEL = 'omni-moderation-latest';

/** The parts of the response that are used (platform.openai.com/docs/api-reference/moderations). */
const Answer = z.object({
  results: z.array(
    z.object({
      flagged: z.boolean(),
      categories: z.record(z.string(), z.boolean()),
      category_scores: z.record(z.string(), z.number()),
    }),
  ),
});

/** Our category for each of OpenAI's, by its first part where the parts don't differ. */
const categoryOf: Record<string, string> = {
  'sexual/minors': 'minors',
  'harassment/threatening': 'violence',
  'hate/threatening': 'hate',
  sexual: 'nsfw',
  hate: 'hate',
  harassment: 'hate',
  violence: 'violence',
  'self-harm': 'self-harm',
  illicit: 'illegal',
};

export interface ModelServer {
  readonly baseUrl: string;
  readonly apiKey: () => string;
}

/**
 * Asks OpenAI's moderation model for the categories of texts, surest first.
 * @throws Error without a key, without a response in time, or when the response can't be read
 */
export type AskModel = (texts: readonly string[], timeoutMs: number) => Promise<string[]>;

export function createAskOpenai(server: () => ModelServer): AskModel {
  return async (texts, timeoutMs) => {
    const { baseUrl, apiKey } = server();
    const key = apiKey();
    if (key === '') throw new Error('OPENAI_API_KEY has no value');
    const response = await fetch(`${baseUrl}/moderations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: MODEL, input: texts }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`The moderation model answered ${response.status}`);
    }
    const { results } = Answer.parse(await response.json());
    if (results.length === 0) throw new Error('The moderation model answered nothing');
    const flagged = results
      .filter((result) => result.flagged)
      .flatMap(({ categories, category_scores: scores }) =>
        Object.keys(categories)
          .filter((name) => categories[name])
          .map((name) => ({ name, score: scores[name] ?? 0 })),
      )
      .sort((a, b) => b.score - a.score);
    return [
      ...new Set(flagged.map(({ name }) => categoryOf[name] ?? categoryOf[name.split('/')[0] ?? ''] ?? name)),
    ];
  };
}
