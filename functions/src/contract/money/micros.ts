import { z } from 'zod';

/** An amount of credits in micros: a safe integer, never negative. */
export const Micros = z.int().min(0);
export type Micros = z.infer<typeof Micros>;

/** A movement of credits in micros: in is positive, out is negative. */
export const SignedMicros = z.int();
export type SignedMicros = z.infer<typeof SignedMicros>;
