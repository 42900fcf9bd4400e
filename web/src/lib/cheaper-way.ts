import {
  AppError,
  assertNever,
  type Catalog,
  firstSlice,
  type GenerationInput,
  offeredLengths,
  quoteInput,
} from '@firemeter/functions/contract';
import { rankModels } from './rank-models.ts';
import type { Ask } from './use-offer.ts';

/** The shortest piece of music that the studio lets people ask for. */
export const LEAST_MUSIC_SECONDS = 5;

/** What costs less than what was asked for, and can be paid. */
export type CheaperWay =
  | { readonly kind: 'shorter'; readonly what: 'text' | 'length' }
  | { readonly kind: 'model'; readonly label: string };

const shortestText = 'a';

interface Question {
  readonly catalog: Catalog;
  readonly ask: Ask;
  readonly availableMicros: number;
}

/** Looks for advice that helps whoever has too few credits; null: there is none but to get more. */
export function cheaperWay({ catalog, ask, availableMicros }: Question): CheaperWay | null {
  const shortest = shortestOf(catalog, ask);
  const leastMicros = shortest && priceToBegin(catalog, { ...ask, input: shortest.input });
  if (shortest && leastMicros !== null && leastMicros <= availableMicros) {
    return { kind: 'shorter', what: shortest.what };
  }
  const { operation, input } = ask;
  const [other] = rankModels({ catalog, operation, input, availableMicros }).filter(
    ({ standing, name }) => standing === 'open' && name !== ask.model,
  );
  return other ? { kind: 'model', label: other.model.label } : null;
}

/** The least of the same kind that can be asked for; null where there is nothing to shorten. */
function shortestOf(
  catalog: Catalog,
  { operation, model, input }: Ask,
): { input: GenerationInput; what: 'text' | 'length' } | null {
  switch (input.kind) {
    case 'voice':
    case 'narration':
    case 'captions':
      return { input: { ...input, text: shortestText }, what: 'text' };
    case 'chat':
      // What was said before is sent along, and paid for again.
      return {
        input: {
          ...input,
          messages: [...input.messages.slice(0, -1), { role: 'user', content: shortestText }],
        },
        what: 'text',
      };
    case 'video': {
      const sold = catalog.operations[operation]?.models[model];
      const [seconds = 1] = (sold && offeredLengths(sold)) ?? [];
      return { input: { ...input, seconds }, what: 'length' };
    }
    case 'music':
      return { input: { ...input, seconds: LEAST_MUSIC_SECONDS }, what: 'length' };
    case 'image':
    case 'edit':
    case 'story':
    case 'render':
    case 'polish':
    case 'upload':
      return null;
    default:
      return assertNever(input);
  }
}

function priceToBegin(catalog: Catalog, ask: Ask): number | null {
  try {
    const quote = quoteInput(catalog, ask);
    return firstSlice(quote)?.leastMicros ?? quote.priceMicros;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
