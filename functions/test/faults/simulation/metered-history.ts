import fc from 'fast-check';
import type { Fault } from '../faulty-store.ts';
import { fault } from '../history.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const INSTANCES = 3;
export const REQUESTS = 3;

/** One call for one of a few requests, and what its work does if it is the one to run it. */
export interface MeteredCall {
  readonly atMs: number;
  readonly request: number;
  readonly instance: number;
  readonly steps: number;
  readonly stepMs: number;
  readonly pages: number;
  readonly ending: 'returns' | 'throws' | 'delivers' | 'delivers and throws';
  readonly extends: boolean;
}

export interface MeteredHistory {
  readonly seed: number;
  readonly isShadow: boolean;
  readonly calls: readonly MeteredCall[];
  readonly deaths: readonly { readonly instance: number; readonly atMs: number }[];
  /** Deaths at a remote call, before or after it is sent. */
  readonly crashes: readonly {
    readonly instance: number;
    readonly atCall: number;
    readonly isSent: boolean;
  }[];
  readonly outages: readonly { readonly instance: number; readonly atMs: number; readonly lastsMs: number }[];
  readonly cancels: readonly { readonly request: number; readonly atMs: number }[];
  /** The n-th remote call meets the n-th fault. */
  readonly faults: readonly Fault[];
}

const atMs = fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 10 * SECOND }), fc.nat({ max: 12 * MINUTE }));
const instance = fc.nat({ max: INSTANCES - 1 });
const request = fc.nat({ max: REQUESTS - 1 });
const lastsMs = fc.constantFrom(3 * SECOND, MINUTE, 4 * MINUTE, 20 * MINUTE);

const call: fc.Arbitrary<MeteredCall> = fc.record({
  ...{ atMs, request, instance },
  steps: fc.nat({ max: 6 }),
  stepMs: fc.constantFrom(5, 400, 20 * SECOND, 2 * MINUTE),
  pages: fc.nat({ max: 3 }),
  ending: fc.constantFrom('returns', 'returns', 'throws', 'delivers', 'delivers and throws'),
  extends: fc.boolean(),
});

const history: fc.Arbitrary<MeteredHistory> = fc.record({
  seed: fc.nat(),
  isShadow: fc.nat({ max: 5 }).map((n) => n === 0),
  calls: fc.array(call, { minLength: 1, maxLength: 10 }),
  deaths: fc.array(fc.record({ instance, atMs }), { maxLength: 2 }),
  crashes: fc.array(fc.record({ instance, atCall: fc.nat({ max: 12 }), isSent: fc.boolean() }), {
    maxLength: 1,
  }),
  outages: fc.array(fc.record({ instance, atMs, lastsMs }), { maxLength: 2 }),
  cancels: fc.array(fc.record({ request, atMs }), { maxLength: 2 }),
  faults: fc.array(fault, { maxLength: 40, size: 'max' }),
});

/** Long work on an instance that loses the store meanwhile, and a second call for it after the lease. */
const isolated: fc.Arbitrary<MeteredHistory> = fc
  .tuple(history, call, call, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 180, max: 480 }))
  .map(([rest, first, second, outSeconds, againSeconds]) => ({
    ...rest,
    deaths: [],
    crashes: [],
    calls: [
      { ...first, request: 0, instance: 0, atMs: 0, steps: 5, stepMs: 2 * MINUTE },
      { ...second, request: 0, instance: 1, atMs: againSeconds * SECOND },
    ],
    outages: [{ instance: 0, atMs: outSeconds * SECOND, lastsMs: 20 * MINUTE }],
  }));

export const meteredHistory = fc.oneof({ weight: 5, arbitrary: history }, { weight: 1, arbitrary: isolated });
