import type { Account, Lot } from './documents.ts';
import { SCHEMA_VERSION } from './schema-version.ts';

/** Returns whether a lot is neither expired nor frozen. */
export function isSpendable(lot: Lot, nowMs: number): boolean {
  return !lot.frozen && (lot.expiresAtMs === null || nowMs < lot.expiresAtMs);
}

/** Returns the credits that an account can spend at a time. */
export function balanceMicros({ lots }: Pick<Account, 'lots'>, nowMs: number): number {
  return lots.reduce((sum, lot) => (isSpendable(lot, nowMs) ? sum + lot.remainingMicros : sum), 0);
}

/** The part of an account that its balance follows from. */
export type BalanceFacts = Pick<Account, 'lots' | 'debtMicros' | 'unlimited' | 'kind'>;

/**
 * Reads the balance from a stored account. Does without the schema, so that a page that shows only a balance needn't load
 * all schemas. Returns null for what isn't an account of this schema version or the next.
 */
export function readBalanceFacts(stored: unknown): BalanceFacts | null {
  const { schemaVersion, lots, debtMicros, unlimited = false, kind } = stored as Partial<Account>;
  const isKnown = typeof schemaVersion === 'number' && schemaVersion <= SCHEMA_VERSION + 1;
  if (!isKnown || !Array.isArray(lots) || typeof debtMicros !== 'number' || kind === undefined) return null;
  const read = lots.map((lot) => ({
    ...lot,
    expiresAtMs: lot.expiresAtMs ?? null,
    frozen: lot.frozen ?? false,
  }));
  return { lots: read, debtMicros, unlimited, kind };
}
