import {
  type Catalog,
  type GenerationInput,
  type OperationKind,
  presets,
  quoteInput,
} from '@firemeter/functions/contract';
import { below, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { quantile } from '../load.ts';

const rounds = 300;
const repeats = 20;
const source = '0198c5a0-0000-7000-8000-000000000001';
const text = 'A lighthouse keeper counts the ships that pass at night. '.repeat(40);

const inputs: Record<OperationKind, GenerationInput> = {
  image: { kind: 'image', prompt: text },
  edit: { kind: 'edit', prompt: text, source },
  video: { kind: 'video', prompt: text, seconds: 8 },
  voice: { kind: 'voice', text },
  chat: { kind: 'chat', messages: [{ role: 'user', content: text }], maxOutputTokens: 4_096 },
  story: { kind: 'story', prompt: text, scenes: 6 },
  narration: { kind: 'narration', text },
  music: { kind: 'music', prompt: text, seconds: 60 },
  captions: { kind: 'captions', text, source },
  render: {
    kind: 'render',
    scenes: [{ image: source, text: 'A' }],
    narration: source,
    music: null,
    captions: null,
  },
  polish: { kind: 'polish', source },
  upload: { kind: 'upload', name: 'a.png', base64: 'AAAA' },
};

/** What it takes to price a request, for every operation of every preset, with a prompt of two thousand characters. */
export async function pricing({ progress }: Bench): Promise<Part> {
  const tookUs: number[] = [];
  const requests = Object.values(presets).flatMap((catalog: Catalog) =>
    Object.entries(catalog.operations).flatMap(([operation, { kind, models }]) =>
      Object.entries(models)
        .filter(([, { enabled }]) => enabled)
        .map(([model]) => ({ catalog, operation, model, input: inputs[kind] })),
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
