import { type ChainRequest, type ChainVerification, SealKey, SealPin } from '@firemeter/functions/contract';
import { z } from 'zod';

/** The latest looks that are remembered: the last one covers all that is before it. */
const maxPins = 50;

const SeenSeals = z.object({
  pins: z.array(SealPin),
  keys: z.array(SealKey),
  /** When nothing was found last. */
  verifiedAtMs: z.int().nullable(),
});
/** What this browser has seen of the books of its user and found right. */
export type SeenSeals = z.infer<typeof SeenSeals>;

const nothing: SeenSeals = { pins: [], keys: [], verifiedAtMs: null };

/** @param kept as `keepSeen` wrote it; anything else is taken for nothing */
export function readSeen(kept: string | null): SeenSeals {
  if (kept === null) return nothing;
  try {
    return SeenSeals.safeParse(JSON.parse(kept)).data ?? nothing;
  } catch {
    return nothing;
  }
}

/** Adds what was seen now, unless something was found: then what was seen before stays what later looks are held against. */
export function withLook(
  seen: SeenSeals,
  { findingCount, head }: Pick<ChainVerification, 'findingCount' | 'head'>,
  { keys, nowMs }: { readonly keys: ChainRequest['keys']; readonly nowMs: number },
): SeenSeals {
  if (findingCount > 0) return seen;
  const others = seen.pins.filter(({ number }) => number !== head?.number);
  const pins = head ? [...others, head].slice(-maxPins) : seen.pins;
  return { pins, keys: [...keys], verifiedAtMs: nowMs };
}
