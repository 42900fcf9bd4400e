import { z } from 'zod';

/** Credits are stored and computed as integer micros, never as fractions. */
export const MICROS_PER_CREDIT = 1_000_000;

/** An amount of credits in micros: a safe integer, never negative. */
export const Micros = z.int().min(0);
export type Micros = z.infer<typeof Micros>;

/** A movement of credits in micros: in is positive, out is negative. */
export const SignedMicros = z.int();
export type SignedMicros = z.infer<typeof SignedMicros>;

/** Whole or fractional credits to micros, rounded to the nearest micro. For catalogs and forms. */
export function creditsToMicros(credits: number): Micros {
  return Math.round(credits * MICROS_PER_CREDIT);
}

/** Micros as the credits a person reads: at most three decimals, never rounded up to more than there is. */
export function formatCredits(micros: SignedMicros): string {
  const shown = Math.trunc(micros / 1_000) / 1_000;
  if (shown === 0 && micros > 0) return '<0.001';
  return shown.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
