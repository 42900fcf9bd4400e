import type { Model } from './catalog.ts';
import type { GenerationInput } from './generation.ts';

/** Lengths that models make, in seconds, by their provider and their name there; those not listed make any. */
const lengths = [
  { provider: 'google', name: /^veo-2/, seconds: [5, 6, 8] },
  { provider: 'google', name: /^veo-/, seconds: [4, 6, 8] },
  { provider: 'replicate', name: /^google\/veo-3/, seconds: [4, 6, 8] },
  { provider: 'replicate', name: /^minimax\/video-01/, seconds: [6] },
  { provider: 'replicate', name: /^bytedance\/seedance-1/, seconds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
] as const;

/** The lengths of video that a model makes, in seconds, shortest first; null: any whole number of them. */
export function offeredLengths({
  provider,
  providerModel,
}: Pick<Model, 'provider' | 'providerModel'>): readonly number[] | null {
  const found = lengths.find((one) => one.provider === provider && one.name.test(providerModel));
  return found?.seconds ?? null;
}

/** The same input in the length nearest to what is wanted: the shortest that is as long, else the longest there is. */
export function fitLength(
  model: Pick<Model, 'provider' | 'providerModel'>,
  input: GenerationInput,
): GenerationInput {
  const offered = input.kind === 'video' ? offeredLengths(model) : null;
  if (input.kind !== 'video' || !offered) return input;
  const { seconds } = input;
  return { ...input, seconds: offered.find((length) => length >= seconds) ?? offered.at(-1) ?? seconds };
}
