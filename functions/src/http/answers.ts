import { z } from 'zod';
import {
  Account,
  Activity,
  callables,
  GenerationOutput,
  GuestAllowance,
  HealthReport,
  LedgerEntry,
  Micros,
  PackOffer,
  Reel,
  RequestId,
  TimeMs,
  WireFailure,
} from '../contract/index.ts';

const SignedMicros = z.int();

/** The amount in micros, and in credits as people read it. */
const remaining = { remainingMicros: Micros, remainingCredits: z.number().min(0) };

const ledgerKinds = LedgerEntry.options.map(({ shape }) => shape.kind.value);

const Check = HealthReport.shape.parts.element.omit({ fault: true });

/** The service's state at the last check. Nothing in it is secret. */
export const Health = z.strictObject({
  status: HealthReport.shape.status,
  parts: z.array(Check),
  providers: z.array(Check),
  jobs: HealthReport.shape.jobs,
  /** Null: never checked. */
  checkedAtMs: TimeMs.nullable(),
});
export type Health = z.infer<typeof Health>;

export const RecentEntry = z.strictObject({
  entryId: z.string(),
  kind: z.enum(ledgerKinds as [LedgerEntry['kind'], ...LedgerEntry['kind'][]]),
  /** Positive: came in. Negative: went out. */
  amountMicros: SignedMicros,
  amountCredits: z.number(),
  createdAtMs: TimeMs,
  /** For usage. */
  operation: z.string().nullable(),
  model: z.string().nullable(),
  /** For a grant, or for credits taken back. */
  reason: z.string().nullable(),
});
export type RecentEntry = z.infer<typeof RecentEntry>;

export const Credits = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    accountId: z.string(),
    status: Account.shape.status,
    /** Whether the account is charged nothing. */
    unlimited: z.boolean(),
    ...remaining,
    /** Credits that a refund took although they were spent. The next credits repay it. */
    debtMicros: Micros,
    isLow: z.boolean(),
    lifetime: z.strictObject({ receivedMicros: Micros, usedMicros: Micros, generations: z.int().min(0) }),
    recentEntries: z.array(RecentEntry),
  }),
  z.strictObject({
    kind: z.literal('guest'),
    accountId: z.string(),
    /** Null: guests can't generate here. */
    allowance: GuestAllowance.nullable(),
    operations: z.array(z.string()),
    signUp: z.strictObject({
      welcomeMicros: Micros,
      welcomeCredits: z.number(),
      needsVerifiedEmail: z.boolean(),
    }),
  }),
]);
export type Credits = z.infer<typeof Credits>;

export const CreditPacks = z.strictObject({ catalogVersion: z.int().min(1), packs: z.array(PackOffer) });

const generated = callables.generate.response.shape;
export const Generated = z.strictObject({
  requestId: RequestId,
  ...generated,
  remainingCredits: z.number().min(0),
  /** The guest's remaining free turns. */
  guest: GuestAllowance.nullable(),
});
export type Generated = z.infer<typeof Generated>;

export const Held = z.strictObject({
  requestId: RequestId,
  ...callables.validateAndDeductCredits.response.shape,
  remainingCredits: z.number().min(0),
});
export type Held = z.infer<typeof Held>;

const { operation, kind, model, runBy, status, progress, priceMicros, heldMicros, capturedMicros } =
  Activity.shape;

/** One request: its state and, once it has ended, its output. */
export const ActivityState = z.strictObject({
  requestId: RequestId,
  activityId: z.string(),
  ...{ operation, kind, model, runBy, status, progress, priceMicros, heldMicros, capturedMicros },
  failure: WireFailure.nullable(),
  createdAtMs: TimeMs,
  startedAtMs: TimeMs.nullable(),
  endedAtMs: TimeMs.nullable(),
  output: GenerationOutput.nullable(),
});
export type ActivityState = z.infer<typeof ActivityState>;

const { reelId, title, status: reelStatus, steps } = Reel.shape;

/** A reel: its progress, and the request that made each step. */
export const ReelProgress = z.strictObject({ reelId, title, status: reelStatus, steps, createdAtMs: TimeMs });
export type ReelProgress = z.infer<typeof ReelProgress>;
