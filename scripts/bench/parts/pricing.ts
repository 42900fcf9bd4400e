import {
  builtInOperations,
  type Catalog,
  GenerationInput,
  presets,
  quoteInput,
} from '@firemeter/functions/contract';
import { below, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { quantile } from '../load.ts';

const rounds = 300;
const repeats = 20;
const text = 'A lighthouse keeper counts the ships that pass at night. '.repeat(40);

/** The sample of each kind, its words as many as most requests have at most. */
function inputOf(kind: string) {
  const { input } = builtInOperations.get(kind)?.sample ?? {};
  const words = Object.fromEntries(['prompt', 'text'].map((name) => [name, text]));
  const known = Object.entries(input ?? {}).map(([name, value]) => [name, words[name] ?? value]);
  return GenerationInput.parse(Object.fromEntries(known));
}

/** The results that the sample of a kind starts from. */
function sourcesOf(kind: string) {
  return builtInOperations.get(kind)?.sample.sources ?? [];
}

/** What it takes to price a request, for every operation of every preset, with a prompt of two thousand characters. */
export async function pricing({ progress }: Bench): Promise<Part> {
  const tookUs: number[] = [];
  const requests = Object.values(presets).flatMap((catalog: Catalog) =>
    Object.entries(catalog.operations).flatMap(([operation, { kind, models }]) =>
      Object.entries(models)
        .filter(([, { enabled }]) => enabled)
        .map(([model]) => ({ catalog, operation, model, input: inputOf(kind), sources: sourcesOf(kind) })),
    ),
  );
  for (let round = 0; round < rounds; round++) {
    if (round % 100 === 0) progress.note(`round ${round} of ${rounds}`);
    for (const { catalog, ...request } of requests) {
      const startedMs = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) quoteInput(catalog, request);
      if (round > rounds / 3) tookUs.push(((performance.now() - startedMs) * 1_000) / repeats);
    }
  }
  const row = (what: string, share: number) => ({
    what,
    unit: 'µs' as const,
    values: { Firemeter: quantile(tookUs, share) },
  });
  const slowest = row('99% priced within', 0.99);
  return {
    name: 'pricing',
    title: `Pricing a request, over ${requests.length} models of four presets`,
    figures: [row('median', 0.5), { ...slowest, target: below(20, slowest.values.Firemeter, 'µs') }],
    notes: ['The same function prices in the browser and on the server.'],
  };
}
