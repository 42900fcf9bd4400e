import {
  AppError,
  type Catalog,
  fitLength,
  type GenerationInput,
  isOffered,
  type OperationKind,
  quoteInput,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { startedText } from './describe-rate.ts';

const anySource = '00000000-0000-7000-8000-000000000000';
const spoken = 'a'.repeat(300);

/** One piece of work of each kind as people ask for it, to compare prices by; null: not sold on its own. */
const typical: Record<OperationKind, { input: GenerationInput; words: string } | null> = {
  image: { input: { kind: 'image', prompt: 'a kite over the sea' }, words: t`a picture` },
  edit: { input: { kind: 'edit', prompt: 'at night', source: anySource }, words: t`a changed picture` },
  video: { input: { kind: 'video', prompt: 'a kite over the sea', seconds: 4 }, words: t`a video` },
  voice: { input: { kind: 'voice', text: spoken }, words: t`300 characters spoken, at most` },
  narration: { input: { kind: 'narration', text: spoken }, words: t`300 characters spoken` },
  music: { input: { kind: 'music', prompt: 'warm strings', seconds: 30 }, words: t`30 s of music` },
  story: { input: { kind: 'story', prompt: 'two foxes', scenes: 3 }, words: t`a story` },
  captions: { input: { kind: 'captions', text: spoken, source: anySource }, words: t`captions` },
  polish: { input: { kind: 'polish', source: anySource }, words: t`a polished video` },
  chat: {
    input: {
      kind: 'chat',
      messages: [{ role: 'user', content: 'a'.repeat(400) }],
      maxOutputTokens: 800,
    },
    words: t`a long answer, at most`,
  },
  render: null,
  upload: null,
};

/** What one typical piece of work costs with a model. */
export interface TypicalPrice {
  operation: string;
  operationLabel: string;
  kind: OperationKind;
  model: string;
  modelLabel: string;
  words: string;
  /** The length of a video by this model, whose shortest may be longer than the usual one. */
  seconds: number | null;
  /** What its price counts whole as soon as it has begun. */
  started: string | null;
  priceMicros: number;
}

/** Every model that can be used now, with what a typical piece of its work costs: cheapest first in each operation. */
export function typicalPrices(catalog: Catalog): TypicalPrice[] {
  return Object.entries(catalog.operations).flatMap(([operationName, operation]) => {
    const work = typical[operation.kind];
    if (!work) return [];
    return Object.entries(operation.models)
      .filter(([, model]) => isOffered(catalog, operation, model))
      .flatMap(([name, model]) => {
        const { label } = model;
        const input = fitLength(model, work.input);
        const priceMicros = priceOf(catalog, { operation: operationName, model: name, input });
        if (priceMicros === null || priceMicros === 0) return [];
        const { kind, label: operationLabel } = operation;
        const names = { operation: operationName, operationLabel, kind, model: name, modelLabel: label };
        const seconds = input.kind === 'video' ? input.seconds : null;
        const words = seconds === null ? work.words : t`a video of ${seconds} s`;
        return [{ ...names, words, seconds, started: startedText(model.price), priceMicros }];
      })
      .sort((a, b) => a.priceMicros - b.priceMicros);
  });
}

/** How many pieces of some work an amount pays for: it depends on the model. */
export interface Buys {
  words: string;
  /** With the dearest model; 0: it pays for none. */
  least: number;
  /** With the cheapest. */
  most: number;
}

/** How many pieces of the work of each operation an amount pays for; those it pays none of are left out. */
export function whatItBuys(catalog: Catalog, micros: number): Buys[] {
  const byOperation = new Map<string, TypicalPrice[]>();
  for (const price of typicalPrices(catalog)) {
    byOperation.set(price.operation, [...(byOperation.get(price.operation) ?? []), price]);
  }
  return [...byOperation.values()]
    .flatMap((prices) => {
      const [cheapest] = prices;
      const dearest = prices.at(-1);
      const words = cheapest && manyOf[cheapest.kind];
      if (!words || !dearest) return [];
      const { kind, started } = cheapest;
      const rounding = kind === 'voice' || kind === 'narration' ? started : null;
      const least = Math.floor(micros / dearest.priceMicros);
      const most = Math.floor(micros / cheapest.priceMicros);
      const lengths = lengthsOf(prices);
      const full = lengths === null ? words : t`videos of ${lengths}`;
      return [{ words: rounding ? t`${full}, by the ${rounding}` : full, least, most }];
    })
    .filter(({ most }) => most > 0);
}

const manyOf: Partial<Record<OperationKind, string>> = {
  image: t`pictures`,
  video: t`videos`,
  voice: t`recordings of 300 characters`,
  narration: t`narrations of 300 characters`,
  music: t`pieces of music of 30 s`,
  chat: t`long answers`,
};

/** "4 s", or "4–6 s" where models make videos of different lengths. */
function lengthsOf(prices: readonly TypicalPrice[]): string | null {
  const lengths = prices.map(({ seconds }) => seconds).filter((seconds) => seconds !== null);
  if (lengths.length === 0) return null;
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return least === most ? t`${most} s` : t`${least}–${most} s`;
}

function priceOf(catalog: Catalog, ask: Parameters<typeof quoteInput>[1]): number | null {
  try {
    return quoteInput(catalog, ask).priceMicros;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
