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

/** Micros beside the credits that people read. */
const remaining = { remainingMicros: Micros, remainingCredits: z.number().min(0) };

const ledgerKinds = LedgerEntry.options.map(({ shape }) => shape.kind.value);

/** How the service was when it was last looked at; nothing of it is secret. */
export const Health = z.strictObject({
  status: HealthReport.shape.status,
  parts: HealthReport.shape.parts,
  providers: HealthReport.shape.providers,
  jobs: HealthReport.shape.jobs,
  /** Null: it was never looked at. */
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
  /** Of a usage. */
  operation: z.string().nullable(),
  model: z.string().nullable(),
  /** Of a grant, or of credits taken back. */
  reason: z.string().nullable(),
});
export type RecentEntry = z.infer<typeof RecentEntry>;

export const Credits = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    accountId: z.string(),
    status: Account.shape.status,
    /** Charged nothing. */
    unlimited: z.boolean(),
    ...remaining,
    /** What a refund took that was spent already: the next credits in repay it. */
    debtMicros: Micros,
    isLow: z.boolean(),
    lifetime: z.strictObject({ receivedMicros: Micros, usedMicros: Micros, generations: z.int().min(0) }),
    recentEntries: z.array(RecentEntry),
  }),
  z.strictObject({
    kind: z.literal('guest'),
    accountId: z.string(),
    /** Null: guests cannot generate here. */
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
  /** What remains of a guest's free turns. */
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

/** One request: how it stands and, when it is done, what was made. */
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

/** A reel: how far it is, and under which request each step was made. */
export const ReelProgress = z.strictObject({ reelId, title, status: reelStatus, steps, createdAtMs: TimeMs });
export type ReelProgress = z.infer<typeof ReelProgress>;
