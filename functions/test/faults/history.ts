import fc from 'fast-check';
import type { LotSource, Reversal } from '../../src/contract/index.ts';
import { CODES, type Fault } from './faulty-store.ts';

/** What somebody does, to one account through one of several instances. Numbers name requests, causes and so on. */
export type Action =
  | {
      readonly kind: 'hold';
      readonly request: number;
      readonly intent: number;
      readonly priceMicros: number;
      readonly isDearer: boolean;
      readonly isLimited: boolean;
      readonly isVetoed: boolean;
      readonly isSliced: boolean;
      readonly isFree: boolean;
      readonly isGuests: boolean;
      readonly runBy: 'server' | 'client';
      readonly status: 'pending' | 'processing';
      readonly leaseMs: number;
    }
  | { readonly kind: 'work'; readonly request: number; readonly percent: number; readonly isFailed: boolean }
  | {
      readonly kind: 'report';
      readonly request: number;
      readonly percent: number;
      readonly isFailed: boolean;
    }
  | {
      readonly kind: 'deliver';
      readonly request: number;
      readonly percent: number;
      /** What is to be held in all. */
      readonly holdMicros: number;
    }
  | { readonly kind: 'take-over'; readonly request: number }
  | {
      readonly kind: 'cancel';
      readonly request: number;
      /** What its instance knows of the activity: as it is, as it was when it last saw it, nothing. */
      readonly knows: 'all' | 'seen' | 'nothing';
    }
  | {
      readonly kind: 'grant';
      readonly cause: number;
      readonly micros: number;
      readonly source: LotSource;
      readonly expiresInMs: number | null;
    }
  | { readonly kind: 'revoke'; readonly cause: number; readonly lot: number; readonly micros: number }
  | {
      readonly kind: 'tell';
      readonly payment: number;
      readonly of: 'order' | 'paid' | 'failed' | 'refund' | 'dispute';
      readonly state: Reversal['state'];
    }
  | { readonly kind: 'open' | 'lapse' | 'suspend' | 'reinstate' | 'sweep' | 'crash' }
  | { readonly kind: 'set-clock'; readonly aheadMs: number }
  | { readonly kind: 'wait'; readonly ms: number };

export interface Step {
  readonly afterMs: number;
  readonly instance: number;
  readonly account: number;
  readonly action: Action;
}

/** What is done, and what goes wrong: the n-th remote call meets the n-th fault. */
export interface History {
  readonly seed: number;
  readonly isSecondUnlimited: boolean;
  readonly steps: readonly Step[];
  readonly faults: readonly Fault[];
}

export const INSTANCES = 3;
export const ACCOUNTS = 2;
export const LIMIT = { max: 3, windowMs: 10_000 } as const;
/** A guest's turns in a session, and those of everybody at one address. */
export const GUEST_LIMITS = {
  perSession: { max: 2, windowMs: 10_000 },
  perAddress: { max: 3, windowMs: 10_000 },
} as const;
/** What the client's word may give back in a day. */
export const RETURN_LIMIT_MICROS = 25;

const SECOND = 1_000;
const HOUR = 3_600_000;

const request = fc.nat({ max: 5 });
const percent = fc.oneof(fc.constantFrom(100, 0, 150), fc.nat({ max: 120 }));
const isRare = (oneIn: number) => fc.nat({ max: oneIn - 1 }).map((n) => n === oneIn - 1);

const hold = fc.record({
  kind: fc.constant('hold' as const),
  request,
  intent: isRare(8).map(Number),
  priceMicros: fc.constantFrom(5, 1, 0, 13, 40),
  isDearer: isRare(10),
  isLimited: fc.boolean(),
  isVetoed: isRare(10),
  isSliced: isRare(3),
  isFree: isRare(12),
  isGuests: isRare(4),
  runBy: fc.constantFrom('server' as const, 'server' as const, 'client' as const),
  status: fc.constantFrom('processing' as const, 'processing' as const, 'pending' as const),
  leaseMs: fc.constantFrom(180 * SECOND, 10 * SECOND, 40, 2 * HOUR),
});
const ended = { request, percent, isFailed: isRare(3) };
const work = fc.record({ kind: fc.constant('work' as const), ...ended });
const report = fc.record({ kind: fc.constant('report' as const), ...ended });
const deliver = fc.record({
  kind: fc.constant('deliver' as const),
  request,
  percent,
  holdMicros: fc.oneof(fc.constant(0), fc.nat({ max: 45 })),
});
const takeOver = fc.record({ kind: fc.constant('take-over' as const), request });
const cancel = fc.record({
  kind: fc.constant('cancel' as const),
  request,
  knows: fc.constantFrom('all' as const, 'seen' as const, 'nothing' as const),
});
const grant = fc.record({
  kind: fc.constant('grant' as const),
  cause: fc.nat({ max: 5 }),
  micros: fc.constantFrom(10, 3, 25, 60),
  source: fc.constantFrom<LotSource[]>('bonus', 'purchase', 'subscription', 'promo'),
  expiresInMs: fc.constantFrom(null, 30 * SECOND, 1, HOUR, -2 * HOUR),
});
const revoke = fc.record({
  kind: fc.constant('revoke' as const),
  cause: fc.nat({ max: 3 }),
  lot: fc.nat({ max: 5 }),
  micros: fc.constantFrom(10, 2, 50),
});
const tell = fc.record({
  kind: fc.constant('tell' as const),
  payment: fc.nat({ max: 1 }),
  of: fc.constantFrom('order', 'paid', 'paid', 'failed', 'refund', 'dispute'),
  state: fc.constantFrom<Reversal['state'][]>('open', 'open', 'done', 'undone'),
});
const plain = fc.record({
  kind: fc.constantFrom(
    'open',
    'lapse',
    'suspend',
    'reinstate',
    'reinstate',
    'sweep',
    'sweep',
    'crash',
    'crash',
  ),
}) as fc.Arbitrary<Extract<Action, { kind: 'open' }>>;
const setClock = fc.record({
  kind: fc.constant('set-clock' as const),
  aheadMs: fc.constantFrom(5 * SECOND, -5 * SECOND, 1_500, -1_500, 0),
});
const wait = fc.record({
  kind: fc.constant('wait' as const),
  ms: fc.constantFrom(11 * SECOND, 4 * 60 * SECOND, HOUR, 2 * HOUR),
});

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.constantFrom(0, 0, 0, 1, 2, 3, 5, 40, 1_100, 6_000),
  instance: fc.nat({ max: INSTANCES - 1 }),
  account: isRare(4).map(Number),
  action: fc.oneof(
    { weight: 14, arbitrary: hold },
    { weight: 9, arbitrary: work },
    { weight: 3, arbitrary: report },
    { weight: 4, arbitrary: deliver },
    { weight: 3, arbitrary: takeOver },
    { weight: 5, arbitrary: cancel },
    { weight: 5, arbitrary: grant },
    { weight: 2, arbitrary: revoke },
    { weight: 5, arbitrary: tell },
    { weight: 6, arbitrary: plain },
    { weight: 2, arbitrary: setClock },
    { weight: 2, arbitrary: wait },
  ),
});

const ms = fc.constantFrom(1, 0, 2, 5, 20, 400);
const code = fc.constantFrom(CODES.unavailable, CODES.deadlineExceeded, CODES.unknown);
const landsAfterMs = fc.constantFrom(30, 1, 3_500, 60 * SECOND);
const times = { outMs: ms, backMs: ms };
export const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('none' as const), ...times }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refused' as const),
      code: fc.oneof(code, fc.constant(CODES.aborted)),
      ...times,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deaf' as const), code, ...times }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), ...times }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const), code, landsAfterMs, ...times }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lost' as const),
      landsAfterMs: fc.oneof(landsAfterMs, fc.constant(null)),
      ...times,
    }),
  },
);

export function historyOf(length: { steps: number; faults: number }): fc.Arbitrary<History> {
  return fc.record({
    seed: fc.nat(),
    isSecondUnlimited: isRare(4),
    steps: fc.array(step, { minLength: 1, maxLength: length.steps, size: 'max' }),
    faults: fc.array(fault, { maxLength: length.faults, size: 'max' }),
  });
}
