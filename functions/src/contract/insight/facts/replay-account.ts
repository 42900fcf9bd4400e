import type { Catalog } from '../../catalog/catalog.ts';
import { amountMicros, firstSlice, quote } from '../../catalog/pricing.ts';
import type { LotSource } from '../../documents/lot.ts';
import type { UsageRow } from '../../documents/usage-log.ts';
import { AppError } from '../../errors.ts';
import { compareBurnOrder } from '../../money/burn-order.ts';
import { type Quantity, toQuantity } from '../../money/quantity.ts';
import type { CreditMovement } from './credit-movement.ts';

/** A lot of an account, with its credits at the beginning of the replayed days. */
export interface ReplayLot {
  readonly lotId: string;
  readonly source: LotSource;
  readonly grantedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly micros: number;
}

export type ReplayMovement = Pick<CreditMovement, 'kind' | 'atMs' | 'into' | 'amounts'>;
/** A request of an account, as the usage logs have it. */
export type ReplayRequest = Pick<
  UsageRow,
  | 'requestId'
  | 'operation'
  | 'model'
  | 'status'
  | 'requested'
  | 'used'
  | 'priceMicros'
  | 'heldMicros'
  | 'capturedMicros'
  | 'isGuest'
  | 'createdAtMs'
>;

/** The facts about an account of some days, each list from the oldest to the newest. */
export interface ReplayFacts {
  readonly lots: readonly ReplayLot[];
  readonly movements: readonly ReplayMovement[];
  readonly requests: readonly ReplayRequest[];
  readonly throughMs: number;
}

/**
 * What becomes of a request: it runs and is charged, its price exceeds the balance, or the catalog doesn't sell it. The latter
 * two are skipped.
 */
export type ReplayOutcome = 'ran' | 'unaffordable' | 'not-offered';

export interface Replayed {
  /** Of each request, in order. */
  readonly outcomes: readonly { readonly outcome: ReplayOutcome; readonly chargedMicros: number }[];
  /** By the index of the request: the lots that it was paid from. */
  readonly drawn: readonly (readonly (readonly [lotId: string, micros: number])[])[];
  /** Credits that expired, or repaid a debt, by lot. */
  readonly lapsed: ReadonlyMap<string, number>;
}

/**
 * Replays an account's grants, purchases and requests in order, under the prices of a catalog: a request whose price exceeds the
 * balance is skipped. Whatever else people would do at these prices is not foreseen.
 */
export function replayAccount(facts: ReplayFacts, catalog: Catalog): Replayed {
  const order = facts.lots.toSorted(compareBurnOrder);
  const left = new Map(order.map(({ lotId, micros }) => [lotId, micros]));
  const lapsed = new Map<string, number>();
  const outcomes: Replayed['outcomes'][number][] = [];
  const drawn: [string, number][][] = [];

  const take = (lotId: string, most: number): number => {
    const micros = Math.min(left.get(lotId) ?? 0, most);
    left.set(lotId, (left.get(lotId) ?? 0) - micros);
    return micros;
  };
  const lapse = (lotId: string, most = Number.MAX_SAFE_INTEGER) => {
    const micros = take(lotId, most);
    if (micros > 0) lapsed.set(lotId, (lapsed.get(lotId) ?? 0) + micros);
  };
  const expire = (atMs: number) => {
    for (const { lotId, expiresAtMs } of order) {
      if (expiresAtMs === null || expiresAtMs > atMs) return;
      lapse(lotId);
    }
  };
  const move = ({ kind, into, amounts }: ReplayMovement) => {
    let missing = 0;
    for (const [lotId, micros] of amounts) {
      if (micros >= 0) continue;
      if (kind === 'lapse') lapse(lotId);
      else if (kind === 'repay') lapse(lotId, 0 - micros);
      else missing += 0 - micros - take(lotId, 0 - micros);
    }
    for (const [lotId, micros] of amounts) {
      if (micros <= 0) continue;
      // A lot that carries over has less left than it had: so does the one that it is carried into.
      const added = lotId === into ? Math.max(0, micros - missing) : micros;
      left.set(lotId, (left.get(lotId) ?? 0) + added);
    }
  };
  const balance = () => order.reduce((sum, { lotId }) => sum + (left.get(lotId) ?? 0), 0);
  const request = (one: ReplayRequest) => {
    const price = priceIn(catalog, one);
    if (price === null) return skip('not-offered');
    if (price.neededMicros > balance()) return skip('unaffordable');
    outcomes.push({ outcome: 'ran', chargedMicros: price.chargedMicros });
    const from: [string, number][] = [];
    let missing = price.chargedMicros;
    for (const { lotId } of order) {
      if (missing === 0) break;
      const micros = take(lotId, missing);
      missing -= micros;
      if (micros > 0) from.push([lotId, micros]);
    }
    drawn.push(from);
  };
  const skip = (outcome: ReplayOutcome) => {
    outcomes.push({ outcome, chargedMicros: 0 });
    drawn.push([]);
  };

  const { movements, requests } = facts;
  let next = 0;
  for (const one of requests) {
    for (let movement = movements[next]; movement && movement.atMs <= one.createdAtMs; ) {
      expire(movement.atMs);
      move(movement);
      movement = movements[++next];
    }
    expire(one.createdAtMs);
    request(one);
  }
  for (const movement of movements.slice(next)) {
    expire(movement.atMs);
    move(movement);
  }
  expire(facts.throughMs);
  return { outcomes, drawn, lapsed };
}

/** Returns the price of a request, and what it is charged in the end; null if the catalog doesn't sell it. */
function priceIn(
  catalog: Catalog,
  request: ReplayRequest,
): { readonly neededMicros: number; readonly chargedMicros: number } | null {
  const { operation, model, requested, used, status, capturedMicros, priceMicros } = request;
  try {
    const quoted = quote(catalog, {
      ...{ operation: operation ?? '', model: model ?? '' },
      quantity: toStoredQuantity(requested),
    });
    if (isFree(request) || quoted.operation.shadow) return FREE;
    const usedMicros = amountMicros(quoted.model.price, {
      ...quoted.quantity,
      ...(used && toStoredQuantity(used)),
    });
    const mostMicros = quoted.priceMicros;
    // Work that streams holds its price as it goes.
    const neededMicros = firstSlice(quoted) ? Math.min(usedMicros, mostMicros) : mostMicros;
    if (capturedMicros === 0 && status !== 'completed') return { neededMicros, chargedMicros: 0 };
    // An app that never reported how its work ended pays all of it.
    const isWhole = status !== 'completed' && capturedMicros === priceMicros;
    return { neededMicros, chargedMicros: isWhole ? neededMicros : Math.min(usedMicros, neededMicros) };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const FREE = { neededMicros: 0, chargedMicros: 0 } as const;

/** Guests pay with turns. Whoever held nothing at a price is charged nothing: an unlimited account, or an admin's. */
function isFree({ isGuest, heldMicros, priceMicros }: ReplayRequest): boolean {
  return isGuest || (heldMicros === 0 && priceMicros > 0);
}

function toStoredQuantity({ variant, ...counts }: UsageRow['requested']): Quantity {
  const numbers = Object.entries(counts).filter((one): one is [string, number] => typeof one[1] === 'number');
  const quantity = toQuantity(Object.fromEntries(numbers));
  return typeof variant === 'string' ? { ...quantity, variant } : quantity;
}
