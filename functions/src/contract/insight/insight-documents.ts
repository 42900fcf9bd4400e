import { z } from 'zod';
import { Currency } from '../catalog/catalog.ts';
import { StoredBytes } from '../documents/usage-log.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { type InsightTopic, insightTopics } from './day-figures.ts';
import { InsightDay, InsightMonth, isTimeZone } from './zoned-time.ts';

/** `system_config/insight`: the admins' settings for figures. Absent: the defaults. */
export const INSIGHT_CONFIG = 'insight';

const TimeZone = z.string().max(64).refine(isTimeZone);

/** The monthly cost of Firebase and other infrastructure, from a month until another amount is entered. */
const Infrastructure = z.strictObject({
  fromMonth: InsightMonth,
  currency: Currency,
  amountCents: z.int().min(0),
});
export type Infrastructure = z.infer<typeof Infrastructure>;

export const InsightSettings = z.strictObject({
  schemaVersion,
  /** Days begin in this time zone. Changing it computes all figures anew. */
  timeZone: TimeZone,
  /** A month is closed so many days after its end. */
  closeAfterDays: z.int().min(1).max(28),
  /** Empty: margins leave infrastructure out. */
  infrastructure: z.array(Infrastructure).max(240),
  updatedAt: Time,
});
export type InsightSettings = z.infer<typeof InsightSettings>;

export const DEFAULT_INSIGHT_SETTINGS: InsightSettings = {
  schemaVersion: 1,
  timeZone: 'UTC',
  closeAfterDays: 5,
  infrastructure: [],
  updatedAt: 0,
};

/** A closed month. Facts recorded later post to the first open day, and keep their own date where they are stored. */
const ClosedMonth = z.strictObject({
  month: InsightMonth,
  /** Everything that was recorded before this is in the month, as far as it belongs there. */
  throughMs: TimeMs,
  closedAtMs: TimeMs,
});
export type ClosedMonth = z.infer<typeof ClosedMonth>;

/** The position reached in a log of facts. */
const LogPosition = z.strictObject({ packs: z.int().min(0), lastRows: z.int().min(0) });
export type LogPosition = z.infer<typeof LogPosition>;

/** `insights/head`: the progress of the figures. Every commit of figures overwrites it. */
export const InsightHead = z.strictObject({
  schemaVersion,
  /** The time zone of the days. While it differs from the one that is set, the figures are computed anew. */
  timeZone: z.string(),
  /** Everything that was recorded before this is in the figures. */
  throughMs: TimeMs,
  /** Set while all figures are computed anew: they are incomplete until `throughMs` reaches it. */
  rebuildingToMs: TimeMs.nullable(),
  /** Before this, facts are read in the order of their own times: they were recorded by builds that note no other. */
  datedBeforeMs: TimeMs,
  closed: z.array(ClosedMonth),
  /** By name of the usage log. */
  logs: z.record(z.string(), LogPosition),
  /** The version of the states of accounts; with another one, the figures are computed anew. */
  statesVersion: z.int().optional(),
  /** Every milestone that was recorded before this is in the cohorts; absent: none is. */
  milestones: z
    .strictObject({
      throughMs: TimeMs,
      /** Before this, milestones without the store's time are read by the first visit. */
      datedBeforeMs: TimeMs,
    })
    .optional(),
  /** The facts of each full hour before this are in the figures; absent: none is. */
  hours: z.strictObject({ throughMs: TimeMs }).optional(),
  /** The number of ended requests that could not be read: they are retried. */
  unreadable: z.int().min(0),
  /** The number of late facts that were posted to an open day. */
  lateFacts: z.int().min(0),
  /**
   * How far the packed movements of credits have come. Absent, or behind `throughMs`: an earlier build added facts without
   * them, and the figures are computed anew. Stored at any schema version, as the head is.
   */
  movements: z.strictObject({ ...LogPosition.shape, throughMs: TimeMs }).optional(),
  updatedAt: Time,
});
export type InsightHead = z.infer<typeof InsightHead>;

/** `insights/{topic-2026-01}`: the days of a month, packed. */
export const InsightMonthDocument = z.strictObject({
  schemaVersion,
  topic: z.enum(Object.keys(insightTopics) as [InsightTopic, ...InsightTopic[]]),
  month: InsightMonth,
  bytes: StoredBytes,
});
export type InsightMonthDocument = z.infer<typeof InsightMonthDocument>;

/** `insights/{other}`: the balances, the cohorts, and the job's own state, packed. */
export const InsightPack = z.strictObject({ schemaVersion, bytes: StoredBytes });
export type InsightPack = z.infer<typeof InsightPack>;

/** `insights/{accounts-2026-01-31 or accounts-2026-01}`: each account's figures of a day or a month, packed. */
export const InsightAccountsDocument = z.strictObject({
  schemaVersion,
  period: z.union([InsightDay, InsightMonth]),
  accounts: z.int().min(0),
  bytes: StoredBytes,
});
export type InsightAccountsDocument = z.infer<typeof InsightAccountsDocument>;

const count = z.int().default(0);
const amounts = z.record(z.string(), z.int()).default({});

/** One account's figures of a period. */
export const AccountFigures = z.strictObject({
  /** Work that was delivered: an account with any is active. */
  delivered: count,
  capturedMicros: count,
  costUsdMicros: count,
  isGuest: count,
  /** By currency, in microcents: sales without tax, and recognized revenue. */
  sales: amounts,
  revenue: amounts,
});
export type AccountFigures = z.infer<typeof AccountFigures>;
export const InsightAccounts = z.record(z.string(), AccountFigures);
export type InsightAccounts = z.infer<typeof InsightAccounts>;

/** By currency and source, and by the month in which the credits were granted, or `unallotted`: in microcents. */
const Liability = z.record(z.string(), z.record(z.string(), amounts));

/** The change of the balances in a month. */
export const BalanceChange = z.strictObject({
  /** Unused credits, held ones included, by source; in micros. */
  outstanding: amounts,
  debtMicros: count,
  liability: Liability.default({}),
});
export type BalanceChange = z.infer<typeof BalanceChange>;
/** `insights/balances`: by month. */
export const InsightBalances = z.record(z.string(), BalanceChange);
export type InsightBalances = z.infer<typeof InsightBalances>;

/**
 * The people who came first on a day, and how far they have come by now. A guest who signed in to an account is one person with it,
 * who came first at the earlier of both visits.
 */
export const CohortFigures = z.strictObject({
  visitors: count,
  /** Those who came as guests first. */
  guests: count,
  /** Those who have an account by now. */
  accounts: count,
  /** Those who have paid by now. */
  buyers: count,
  /** Of the guests: those who have an account by now. */
  guestAccounts: count,
  /** Of the guests: those who have paid by now. */
  guestBuyers: count,
});
export type CohortFigures = z.infer<typeof CohortFigures>;
/** `insights/cohorts`: by the day of the first visit. */
export const InsightCohorts = z.record(z.string(), CohortFigures);
export type InsightCohorts = z.infer<typeof InsightCohorts>;

export const INSIGHT_HEAD = 'head';
export const INSIGHT_BALANCES = 'balances';
export const INSIGHT_COHORTS = 'cohorts';

export function monthDocumentId(topic: InsightTopic, month: string): string {
  return `${topic}-${month}`;
}

/** @param period a day or a month */
export function accountsDocumentId(period: string): string {
  return `accounts-${period}`;
}
