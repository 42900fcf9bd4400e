import { MAX_COUNT, type Quantity } from './catalog.ts';

/** What a provider's own template may add to a prompt, in tokens. */
const TEMPLATE_TOKENS = 512;

const counts = ['images', 'seconds', 'characters', 'inputTokens', 'outputTokens'] as const;

/**
 * Bounds what a provider says was used by what was requested: nobody pays for more than they asked for, and what is no
 * count at all is taken for what was requested. Of input tokens only an estimate is requested, by half of the bytes;
 * no tokenizer makes more of them than bytes. What nothing was requested of is only made a count, or left out.
 */
export function boundUsage(requested: Quantity, reported: Quantity): Quantity {
  const bounded: Quantity = { ...requested, ...reported };
  for (const field of counts) {
    const used = bounded[field];
    if (used === undefined) continue;
    const asked = requested[field];
    const most = field === 'inputTokens' && asked !== undefined ? 2 * asked + TEMPLATE_TOKENS : asked;
    const isCount = Number.isSafeInteger(used) && used >= 0;
    if (isCount) bounded[field] = Math.min(used, most ?? MAX_COUNT, MAX_COUNT);
    else if (asked !== undefined) bounded[field] = asked;
    else delete bounded[field];
  }
  return bounded;
}
