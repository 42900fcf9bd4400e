import {
  Activity,
  type Catalog,
  type DrawnLot,
  type LedgerEntry,
  type Quantity,
  type RejectionEntry,
  UsageRow,
} from '../../contract/index.ts';
import { split } from '../../meter/lots.ts';

/** The fields of an activity that are read for its row. */
export const EndedActivity = Activity.pick({
  accountId: true,
  uid: true,
  requestId: true,
  operation: true,
  kind: true,
  model: true,
  runBy: true,
  status: true,
  catalogVersion: true,
  quantity: true,
  used: true,
  priceMicros: true,
  heldMicros: true,
  drawn: true,
  capturedMicros: true,
  costUsdMicros: true,
  expiredCostUsdMicros: true,
  guestAddress: true,
  byStaff: true,
  failure: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  recordedAt: true,
  lateRecordedAt: true,
});
export type EndedActivity = Pick<Activity, keyof typeof EndedActivity.shape>;

export type UsageEntry = Extract<LedgerEntry, { kind: 'usage' }>;

type Counts = UsageRow['requested'];

/** Returns all counts of a quantity in one record, built-in units and others, without undefined ones. */
function toCounts({ counts, ...builtIn }: Quantity): Counts {
  const all: Counts = { ...counts };
  for (const [name, count] of Object.entries(builtIn)) if (count !== undefined) all[name] = count;
  return all;
}

const NOTHING: Pick<UsageRow, 'capturedMicros' | 'drawn'> = { capturedMicros: 0, drawn: [] };

/**
 * Checks a row before it is packed, because an unreadable row would block its log for good.
 * @throws ZodError when the row doesn't match its schema
 */
function checked(row: UsageRow): UsageRow {
  return UsageRow.parse(row);
}

/**
 * Returns the row of an ended activity.
 * @param entry its usage entry, for facts that earlier builds stored only there
 */
export function toEndedRow(
  activity: EndedActivity,
  { catalog, entry = null }: { readonly catalog: Catalog; readonly entry?: UsageEntry | null },
): UsageRow {
  const { capturedMicros, costUsdMicros, expiredCostUsdMicros, drawn } = activity;
  const used = activity.used ?? entry?.quantity ?? null;
  return checked({
    ...common(activity, catalog),
    fact: 'ended',
    status: activity.status,
    code: activity.failure?.code ?? null,
    used: used && toCounts(used),
    capturedMicros,
    costUsdMicros: expiredCostUsdMicros ?? costUsdMicros ?? entry?.costUsdMicros ?? null,
    drawn: toDrawn(split(drawn, capturedMicros).kept),
    recordedAtMs: activity.recordedAt,
  });
}

/** Returns the row of a late delivery: the cost that it adds to that of the expired activity. */
export function toLateRow(activity: EndedActivity, { catalog }: { readonly catalog: Catalog }): UsageRow {
  const { costUsdMicros, expiredCostUsdMicros } = activity;
  const moreUsdMicros = Math.max(0, (costUsdMicros ?? 0) - (expiredCostUsdMicros ?? 0));
  const late = { fact: 'late', status: 'completed', code: null, used: null } as const;
  return checked({
    ...common(activity, catalog),
    ...late,
    ...NOTHING,
    costUsdMicros: moreUsdMicros,
    recordedAtMs: activity.lateRecordedAt,
  });
}

/** Returns the row that a usage entry still provides when its activity is gone. */
export function toRowOfEntry(
  entry: UsageEntry,
  { requestId, catalog }: { readonly requestId: string; readonly catalog: Catalog },
): UsageRow {
  const { accountId, uid, operation, model, catalogVersion, priceMicros, quantity, amounts, createdAt } =
    entry;
  const capturedMicros = 0 - entry.totalMicros;
  return checked({
    ...{
      fact: 'ended',
      times: 1,
      accountId,
      uid,
      requestId,
      isGuest: false,
      isInternal: null,
      operation,
      model,
      catalogVersion,
    },
    ...soldAs({ operation, model }, catalog),
    ...{
      runBy: null,
      status: 'completed',
      code: null,
      requested: toCounts(quantity),
      used: toCounts(quantity),
      priceMicros,
    },
    ...{ heldMicros: capturedMicros, capturedMicros, costUsdMicros: entry.costUsdMicros },
    drawn: amounts.map(({ lotId, source, amountMicros }) => ({
      ...{ lotId, source, micros: 0 - amountMicros, unitValue: null },
    })),
    ...{ createdAtMs: createdAt, startedAtMs: null, endedAtMs: createdAt, recordedAtMs: null },
  });
}

export function toRejectedRow(
  { accountId, uid, operation, model, code, atMs }: RejectionEntry,
  times: number,
): UsageRow {
  return {
    ...{
      fact: 'rejected',
      times,
      accountId,
      uid: uid ?? accountId,
      requestId: null,
      isGuest: false,
      isInternal: null,
    },
    ...{ operation, kind: null, model, provider: null, runBy: null, status: null, code, catalogVersion: 0 },
    ...{ requested: {}, used: null, priceMicros: 0, heldMicros: 0, costUsdMicros: null },
    ...{
      capturedMicros: 0,
      drawn: [],
      createdAtMs: atMs,
      startedAtMs: null,
      endedAtMs: atMs,
      recordedAtMs: atMs,
    },
  };
}

function common(activity: EndedActivity, catalog: Catalog) {
  const { accountId, uid, requestId, operation, kind, model, runBy, catalogVersion } = activity;
  const { quantity, priceMicros, heldMicros, createdAt, startedAt, endedAt } = activity;
  return {
    ...{ times: 1, accountId, uid, requestId, isGuest: activity.guestAddress !== null },
    isInternal: activity.byStaff === true,
    ...{ operation, kind, model, provider: soldAs({ operation, model }, catalog).provider, runBy },
    ...{ catalogVersion, requested: toCounts(quantity), priceMicros, heldMicros },
    ...{ createdAtMs: createdAt, startedAtMs: startedAt, endedAtMs: endedAt ?? createdAt },
  };
}

function soldAs({ operation, model }: { operation: string; model: string }, { operations }: Catalog) {
  const sold = operations[operation];
  return { kind: sold?.kind ?? null, provider: sold?.models[model]?.provider ?? null };
}

function toDrawn(kept: readonly DrawnLot[]): UsageRow['drawn'] {
  return kept.map(({ lot: { lotId, source, unitValue }, amountMicros }) => ({
    ...{ lotId, source, micros: amountMicros, unitValue: unitValue ?? null },
  }));
}
