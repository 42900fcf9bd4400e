import { z } from 'zod';
import { Micros } from '../../money/micros.ts';
import { TimeMs } from '../../time.ts';
import { InsightDay } from '../zoned-time.ts';

const count = z.int().min(0);

/** The most models and users that an answer lists. */
export const MAX_WHAT_IF_ROWS = 200;
export const MAX_WHAT_IF_USERS = 20;

/** The replayed days under one catalog. */
const WhatIfSide = z.strictObject({
  /** The requests that ran. */
  ran: count,
  /** Requests that were skipped, because their price exceeded the balance or because the catalog doesn't sell them. */
  unaffordable: count,
  notOffered: count,
  capturedMicros: Micros,
  /** The accounts that were charged anything. */
  payers: count,
  /** The provider's cost of what ran. */
  costUsdMicros: count,
  /** Recognized revenue in microcents, by currency: captured credits, lapsed ones and plans without a price per credit. */
  revenueMicrocents: z.record(z.string(), z.int()),
  /** In US dollars, by the rates of payments that were settled in these days. */
  revenueCents: z.number(),
  providerCents: z.number(),
  feeCents: z.number(),
  infrastructureCents: z.number().nullable(),
  margin: z.number().nullable(),
  /** Currencies that no stored rate converts: their amounts are left out. */
  left: z.array(z.string()),
});
export type WhatIfSide = z.infer<typeof WhatIfSide>;

const ModelSide = z.strictObject({
  ran: count,
  capturedMicros: Micros,
  /** (revenue − provider cost) ÷ revenue; null without revenue. */
  margin: z.number().nullable(),
});

const WhatIfModel = z.strictObject({
  operation: z.string(),
  model: z.string(),
  current: ModelSide,
  draft: ModelSide,
  /** Requests that run now, and whose draft price exceeds the balance, or that the draft doesn't sell. */
  newlyUnaffordable: count,
  newlyNotOffered: count,
});
export type WhatIfModel = z.infer<typeof WhatIfModel>;

const WhatIfUser = z.strictObject({
  accountId: z.string(),
  currentMicros: Micros,
  draftMicros: Micros,
  newlyUnaffordable: count,
});
export type WhatIfUser = z.infer<typeof WhatIfUser>;

/** The effect that a draft would have had on past days, beside that of the published catalog. */
export const WhatIfResult = z.strictObject({
  from: InsightDay,
  to: InsightDay,
  throughMs: TimeMs,
  requests: count,
  accounts: count,
  current: WhatIfSide,
  draft: WhatIfSide,
  /** Those with the largest change of credits first. */
  models: z.array(WhatIfModel).max(MAX_WHAT_IF_ROWS),
  /** How many accounts pay more or less, or can't afford requests that run now. */
  payMore: count,
  payLess: count,
  affordLess: count,
  newlyUnaffordable: count,
  newlyNotOffered: count,
  /** Those who pay the most more, and those who can't afford the most requests. */
  topPayMore: z.array(WhatIfUser).max(MAX_WHAT_IF_USERS),
  topAffordLess: z.array(WhatIfUser).max(MAX_WHAT_IF_USERS),
});
export type WhatIfResult = z.infer<typeof WhatIfResult>;
