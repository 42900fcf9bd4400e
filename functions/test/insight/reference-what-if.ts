/**
 * Replays accounts from raw documents in the plainest way: the ledger from its first entry, and a list of lots. Shares no code with
 * the product.
 */

export interface RawRate {
  readonly kind: string;
  readonly micros?: number | Readonly<Record<string, number>>;
  readonly unit?: string;
  readonly unitSize?: number;
  readonly minimumMicros?: number;
  readonly inputMicrosPerThousand?: number;
  readonly outputMicrosPerThousand?: number;
}

export interface RawCatalog {
  readonly enabled: boolean;
  readonly disabledProviders: readonly string[];
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly kind: string;
        readonly enabled: boolean;
        readonly shadow?: boolean | undefined;
        readonly models: Readonly<
          Record<string, { readonly enabled: boolean; readonly provider: string; readonly price: RawRate }>
        >;
      }
    >
  >;
}

type RawQuantity = Readonly<Record<string, unknown>>;

interface RawActivity {
  readonly accountId: string;
  readonly requestId: string;
  readonly operation: string;
  readonly model: string;
  readonly status: string;
  readonly quantity: RawQuantity;
  readonly used: RawQuantity | null;
  readonly priceMicros: number;
  readonly heldMicros: number;
  readonly capturedMicros: number;
  readonly costUsdMicros: number | null;
  readonly expiredCostUsdMicros: number | null;
  readonly guestAddress: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly recordedAt: number | null;
}

interface RawEntry {
  readonly kind: string;
  readonly accountId: string;
  readonly amounts: readonly {
    readonly lotId: string;
    readonly source: string;
    readonly amountMicros: number;
  }[];
  readonly createdAt: number;
  readonly recordedAt?: number | null;
  readonly lot?: {
    readonly lotId: string;
    readonly source: string;
    readonly grantedAtMs: number;
    readonly expiresAtMs: number | null;
    readonly unitValue?:
      | { readonly cents: number; readonly perMicros: number; readonly currency: string }
      | null
      | undefined;
  };
}

export interface RawBusiness {
  readonly activities: ReadonlyMap<string, RawActivity>;
  readonly entries: ReadonlyMap<string, RawEntry>;
}

/** What becomes of the days under one catalog. */
export interface ReferenceSide {
  captured: number;
  ran: number;
  cost: number;
  /** The ids of the requests that were skipped. */
  readonly unaffordable: Set<string>;
  readonly notOffered: Set<string>;
  readonly byAccount: Map<string, number>;
  readonly byModel: Map<string, number>;
  /** Credits that were captured, lapsed or repaid a debt, by lot. */
  readonly recognized: Map<string, number>;
}

const PAID = ['purchase', 'subscription'];

/** Returns the worth of a credit of each lot, in cents, by all that came into the lot: its own credits and what rolled over. */
function worthOf({ activities, entries }: RawBusiness): Map<string, { cents: number; currency: string }> {
  const facts = [
    ...[...entries].flatMap(([id, entry]) =>
      entry.kind === 'usage' ? [] : [{ id, at: entry.recordedAt ?? 0, entry, amounts: entry.amounts }],
    ),
    ...[...entries].flatMap(([id, { kind, amounts }]) => {
      const activity = kind === 'usage' ? activities.get(id.slice('usage-'.length)) : undefined;
      return activity ? [{ id, at: activity.recordedAt ?? 0, entry: null, amounts }] : [];
    }),
  ].sort((a, b) => a.at - b.at);
  const rest = new Map<string, number>();
  const worth = new Map<string, { cents: number; currency: string }>();
  for (const { id, entry, amounts } of facts) {
    const into = entry?.kind === 'grant' ? entry.lot : undefined;
    let value = into ? (rest.get(into.lotId) ?? 0) * (worth.get(into.lotId)?.cents ?? 0) : 0;
    let currency = into ? worth.get(into.lotId)?.currency : undefined;
    let total = 0;
    for (const { lotId, amountMicros } of amounts) {
      rest.set(lotId, (rest.get(lotId) ?? 0) + amountMicros);
      total += amountMicros;
      if (!into || amountMicros >= 0) continue;
      value += -amountMicros * (worth.get(lotId)?.cents ?? 0);
      currency ??= worth.get(lotId)?.currency;
    }
    if (!into || (id.startsWith('give-back-') && worth.has(into.lotId))) continue;
    if (into.unitValue) {
      value += (total * into.unitValue.cents) / into.unitValue.perMicros;
      currency = into.unitValue.currency;
    }
    const micros = rest.get(into.lotId) ?? 0;
    if (micros > 0 && currency) worth.set(into.lotId, { cents: value / micros, currency });
  }
  return worth;
}

/** Returns the revenue that was recognized, in cents by currency. */
export function referenceRevenue(business: RawBusiness, { recognized }: ReferenceSide): Map<string, number> {
  const worth = worthOf(business);
  const revenue = new Map<string, number>();
  for (const [lotId, micros] of recognized) {
    const { cents = 0, currency = '' } = worth.get(lotId) ?? {};
    if (micros * cents > 0) revenue.set(currency, (revenue.get(currency) ?? 0) + micros * cents);
  }
  return revenue;
}

export function referenceReplay(
  { activities, entries }: RawBusiness,
  {
    catalog,
    timeZone,
    fromDay,
    endMs,
  }: {
    readonly catalog: RawCatalog;
    readonly timeZone: string;
    readonly fromDay: string;
    readonly endMs: number;
  },
): ReferenceSide {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const isRecent = (ms: number) => format.format(ms) >= fromDay;
  const side: ReferenceSide = {
    ...{ captured: 0, ran: 0, cost: 0, unaffordable: new Set(), notOffered: new Set() },
    ...{ byAccount: new Map(), byModel: new Map(), recognized: new Map() },
  };
  const all = [...entries.values()].sort((a, b) => (a.recordedAt ?? 0) - (b.recordedAt ?? 0));
  for (const accountId of new Set([...all, ...activities.values()].map((one) => one.accountId))) {
    const own = all.filter((entry) => entry.accountId === accountId);
    const facts = own.filter((entry) => entry.kind !== 'usage' && isRecent(entry.createdAt));
    const requests = [...activities]
      .filter(([, one]) => one.accountId === accountId && one.endedAt !== null && isRecent(one.endedAt))
      .sort(([, a], [, b]) => a.createdAt - b.createdAt || (a.requestId < b.requestId ? -1 : 1));
    const lots = new Map<string, { rest: number; free: boolean; granted: number; expires: number }>();
    for (const entry of own) {
      for (const { lotId, source } of entry.amounts) {
        const known = lots.get(lotId);
        const named = entry.lot?.lotId === lotId ? entry.lot : undefined;
        lots.set(lotId, {
          rest: known?.rest ?? 0,
          free: !PAID.includes(source),
          granted: named?.grantedAtMs ?? known?.granted ?? entry.createdAt,
          expires: named
            ? (named.expiresAtMs ?? Number.POSITIVE_INFINITY)
            : (known?.expires ?? Number.POSITIVE_INFINITY),
        });
      }
    }
    for (const entry of own) {
      if (isRecent(entry.createdAt)) continue;
      for (const { lotId, amountMicros } of entry.amounts) {
        const lot = lots.get(lotId);
        if (lot) lot.rest += amountMicros;
      }
    }
    const inOrder = [...lots].sort(
      ([a, one], [b, other]) =>
        (one.expires < other.expires ? -1 : one.expires > other.expires ? 1 : 0) ||
        Number(other.free) - Number(one.free) ||
        one.granted - other.granted ||
        (a < b ? -1 : 1),
    );
    const recognize = (lotId: string, micros: number) =>
      side.recognized.set(lotId, (side.recognized.get(lotId) ?? 0) + micros);
    const expireThrough = (ms: number) => {
      for (const [lotId, lot] of inOrder) {
        if (lot.expires > ms) continue;
        recognize(lotId, lot.rest);
        lot.rest = 0;
      }
    };
    const steps: { at: number; rank: number; run: () => void }[] = [];
    for (const entry of facts) {
      steps.push({
        ...{ at: entry.createdAt, rank: 0 },
        run: () => {
          let short = 0;
          for (const { lotId, amountMicros } of entry.amounts) {
            const lot = lots.get(lotId);
            if (!lot || amountMicros >= 0) continue;
            const out = entry.kind === 'lapse' ? lot.rest : Math.min(lot.rest, -amountMicros);
            lot.rest -= out;
            if (entry.kind === 'lapse' || entry.kind === 'repay') recognize(lotId, out);
            if (entry.kind === 'grant' || entry.kind === 'revoke') short += -amountMicros - out;
          }
          for (const { lotId, amountMicros } of entry.amounts) {
            const lot = lots.get(lotId);
            if (!lot || amountMicros <= 0) continue;
            lot.rest += entry.lot?.lotId === lotId ? Math.max(0, amountMicros - short) : amountMicros;
          }
        },
      });
    }
    for (const [id, activity] of requests) {
      steps.push({
        ...{ at: activity.createdAt, rank: 1 },
        run: () => {
          const price = referencePrice(catalog, activity);
          if (price === 'not-offered') {
            side.notOffered.add(id);
            return;
          }
          const balance = inOrder.reduce((sum, [, { rest }]) => sum + rest, 0);
          if (price.needed > balance) {
            side.unaffordable.add(id);
            return;
          }
          side.ran++;
          side.cost += activity.expiredCostUsdMicros ?? activity.costUsdMicros ?? 0;
          side.captured += price.charged;
          side.byAccount.set(accountId, (side.byAccount.get(accountId) ?? 0) + price.charged);
          const model = `${activity.operation}/${activity.model}`;
          side.byModel.set(model, (side.byModel.get(model) ?? 0) + price.charged);
          let due = price.charged;
          for (const [lotId, lot] of inOrder) {
            const out = Math.min(due, lot.rest);
            lot.rest -= out;
            due -= out;
            recognize(lotId, out);
          }
          if (due !== 0) throw new Error(`${id} was not paid`);
        },
      });
    }
    steps.sort((a, b) => a.at - b.at || a.rank - b.rank);
    for (const { at, run } of steps) {
      expireThrough(at);
      run();
    }
    expireThrough(endMs);
  }
  return side;
}

function referencePrice(
  catalog: RawCatalog,
  activity: RawActivity,
): 'not-offered' | { needed: number; charged: number } {
  const operation = catalog.operations[activity.operation];
  const model = operation?.models[activity.model];
  if (!operation || !model) return 'not-offered';
  const isOn = catalog.enabled && operation.enabled && model.enabled;
  if (!isOn || catalog.disabledProviders.includes(model.provider)) return 'not-offered';
  const most = amount(model.price, activity.quantity);
  if (most === null) return 'not-offered';
  const isGuest = activity.guestAddress !== null;
  const isFree =
    isGuest || operation.shadow === true || (activity.heldMicros === 0 && activity.priceMicros > 0);
  if (isFree) return { needed: 0, charged: 0 };
  const used = amount(model.price, { ...activity.quantity, ...activity.used });
  if (used === null) return 'not-offered';
  const isStream =
    operation.kind === 'chat' &&
    model.price.kind === 'per-token' &&
    activity.quantity.outputTokens !== undefined;
  const needed = isStream ? Math.min(used, most) : most;
  if (activity.status !== 'completed') {
    if (activity.capturedMicros === 0) return { needed, charged: 0 };
    if (activity.capturedMicros === activity.priceMicros) return { needed, charged: needed };
  }
  return { needed, charged: Math.min(used, needed) };
}

/** The price of a quantity; null: it can't be priced. */
function amount(rate: RawRate, quantity: RawQuantity): number | null {
  const count = (name: string) => {
    const value = quantity[name] ?? (quantity.counts as RawQuantity | undefined)?.[name];
    return typeof value === 'number' ? value : null;
  };
  if (rate.kind === 'flat') return rate.micros as number;
  if (rate.kind === 'per-variant') {
    const price = (rate.micros as Record<string, number>)[String(quantity.variant)];
    const images = count('images');
    return price === undefined || images === null ? null : price * images;
  }
  if (rate.kind === 'per-token') {
    const input = count('inputTokens');
    const output = count('outputTokens');
    if (input === null || output === null) return null;
    const exact = input * (rate.inputMicrosPerThousand ?? 0) + output * (rate.outputMicrosPerThousand ?? 0);
    return Math.max(Math.ceil(exact / 1_000), rate.minimumMicros ?? 0);
  }
  const names: Record<string, string> = { image: 'images', second: 'seconds', character: 'characters' };
  const units = count(names[rate.unit ?? ''] ?? rate.unit ?? '');
  if (units === null) return null;
  return Math.max(Math.ceil(units / (rate.unitSize ?? 1)) * (rate.micros as number), rate.minimumMicros ?? 0);
}
