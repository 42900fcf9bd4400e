import type { StandInProvider } from './start-model-stand-ins.ts';

const names: Record<StandInProvider, string> = {
  openai: 'OPENAI_BASE_URL',
  google: 'GOOGLE_GENERATIVE_AI_BASE_URL',
  elevenlabs: 'ELEVENLABS_BASE_URL',
  replicate: 'REPLICATE_BASE_URL',
  'openai-compatible': 'OPENAI_COMPATIBLE_BASE_URL',
};

/** Tells the functions, by their environment, where they reach the providers. */
export function providerEnv(
  addresses: Readonly<Partial<Record<StandInProvider, string>>>,
): Record<string, string> {
  const all = Object.entries(addresses).map(([name, address]) => [names[name as StandInProvider], address]);
  return Object.fromEntries(all);
}
