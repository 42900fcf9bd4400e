import { DAY_MS, type LedgerEntry, MICROCENTS, type UsageRow } from '../../contract/index.ts';
import type { AccountState, CreditLot } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';
import { GIVE_BACK } from './post-entry.ts';

/** The days that can be replayed are fewer than these. */
const KEPT_MS = 62 * DAY_MS;

type Movement = Exclude<LedgerEntry, { kind: 'usage' }>;

/** Follows the credits of an account's lots through an entry of the ledger, and packs the entry for replays. */
export function postMovement(
  changes: InsightChanges,
  {
    id,
    entry,
    state,
    atMs,
  }: {
    readonly id: string;
    readonly entry: Movement;
    readonly state: AccountState;
    readonly atMs: number;
  },
): void {
  const { accountId, kind, createdAt, amounts } = entry;
  const into = entry.kind === 'grant' ? entry.lot : null;
  for (const { lotId, source, amountMicros } of amounts) {
    const lot = lotOf(state, lotId, { source, grantedAtMs: createdAt });
    lot.micros += amountMicros;
    if (into?.lotId !== lotId) continue;
    const { grantedAtMs, expiresAtMs } = into;
    const valued = state.lots[lotId];
    const worth = valued && { value: valued.value, micros: valued.micros, currency: valued.currency };
    Object.assign(lot, { grantedAtMs, expiresAtMs });
    // Credits that come back are worth what they were.
    if (!id.startsWith(GIVE_BACK) || !lot.worth) lot.worth = worth ?? null;
  }
  forgetEmpty(state, atMs);
  changes.movements.push({
    ...{ accountId, kind, atMs: createdAt, recordedAtMs: atMs, into: into?.lotId ?? null },
    amounts: amounts.map(({ lotId, amountMicros }) => [lotId, amountMicros]),
  });
}

/** Follows the credits of an account's lots through a row of the usage logs. */
export function postDrawn(
  { drawn, createdAtMs }: UsageRow,
  { state, atMs }: { readonly state: AccountState; readonly atMs: number },
): void {
  for (const { lotId, source, micros, unitValue } of drawn) {
    const lot = lotOf(state, lotId, { source, grantedAtMs: createdAtMs });
    lot.micros -= micros;
    if (!unitValue || lot.worth) continue;
    const { cents, perMicros, currency } = unitValue;
    lot.worth = { value: cents * MICROCENTS, micros: perMicros, currency };
  }
  forgetEmpty(state, atMs);
}

function lotOf(
  state: AccountState,
  lotId: string,
  known: Pick<CreditLot, 'source' | 'grantedAtMs'>,
): CreditLot {
  state.credits[lotId] ??= { ...known, expiresAtMs: null, micros: 0, worth: null, emptiedAtMs: null };
  return state.credits[lotId];
}

function forgetEmpty({ credits }: AccountState, atMs: number): void {
  for (const [lotId, lot] of Object.entries(credits)) {
    lot.emptiedAtMs = lot.micros === 0 ? (lot.emptiedAtMs ?? atMs) : null;
    if (lot.emptiedAtMs !== null && lot.emptiedAtMs < atMs - KEPT_MS) delete credits[lotId];
  }
}
