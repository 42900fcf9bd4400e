import type { DrawnLot, Lot, LotDescriptor } from '../contract/index.ts';

/** Free credits burn before paid ones; a purchase and a subscription are paid. */
const PAID: ReadonlySet<Lot['source']> = new Set(['purchase', 'subscription']);

/** Burn order: soonest expiry, then free before paid, then oldest; the id breaks ties, so that order is total. */
export function compareBurnOrder(a: LotDescriptor, b: LotDescriptor): number {
  return (
    compareExpiry(a.expiresAtMs, b.expiresAtMs) ||
    Number(PAID.has(a.source)) - Number(PAID.has(b.source)) ||
    a.grantedAtMs - b.grantedAtMs ||
    (a.lotId < b.lotId ? -1 : Number(a.lotId > b.lotId))
  );
}

function compareExpiry(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}

export function isSpendable(lot: Lot, nowMs: number): boolean {
  return !lot.frozen && (lot.expiresAtMs === null || nowMs < lot.expiresAtMs);
}

/**
 * Takes an amount from the spendable lots in burn order.
 * @returns the lots that are left and what was drawn, or null when there is not enough
 */
export function draw(
  lots: readonly Lot[],
  amountMicros: number,
  nowMs: number,
): { lots: Lot[]; drawn: DrawnLot[] } | null {
  const drawn: DrawnLot[] = [];
  const left: Lot[] = [];
  let missingMicros = amountMicros;
  for (const lot of lots) {
    const takenMicros = isSpendable(lot, nowMs) ? Math.min(lot.remainingMicros, missingMicros) : 0;
    if (takenMicros > 0) drawn.push({ lot: describe(lot), amountMicros: takenMicros });
    missingMicros -= takenMicros;
    keep(left, takenMicros > 0 ? { ...lot, remainingMicros: lot.remainingMicros - takenMicros } : lot);
  }
  return missingMicros === 0 ? { lots: left, drawn } : null;
}

/** Puts drawn amounts back, restoring from its descriptor a lot that had been emptied and had left. */
export function restore(lots: readonly Lot[], returned: readonly DrawnLot[]): Lot[] {
  return returned.reduce((sum, { lot, amountMicros }) => add(sum, lot, amountMicros), [...lots]);
}

/** Adds credits to a lot, in its place in burn order when it is new to the account. */
export function add(lots: readonly Lot[], descriptor: LotDescriptor, amountMicros: number): Lot[] {
  const known = lots.some((lot) => lot.lotId === descriptor.lotId);
  if (known) {
    return lots.map((lot) =>
      lot.lotId === descriptor.lotId ? { ...lot, remainingMicros: lot.remainingMicros + amountMicros } : lot,
    );
  }
  return [...lots, { ...descriptor, remainingMicros: amountMicros, frozen: false }].sort(compareBurnOrder);
}

/** Takes up to an amount from one lot, spendable or not. */
export function takeFrom(
  lots: readonly Lot[],
  lotId: string,
  amountMicros: number,
): { lots: Lot[]; takenMicros: number } {
  const left: Lot[] = [];
  let takenMicros = 0;
  for (const lot of lots) {
    if (lot.lotId !== lotId) {
      left.push(lot);
      continue;
    }
    takenMicros = Math.min(lot.remainingMicros, amountMicros);
    keep(left, { ...lot, remainingMicros: lot.remainingMicros - takenMicros });
  }
  return { lots: left, takenMicros };
}

/** A lot that is no longer frozen leaves when it is empty. */
export function setFrozen(lots: readonly Lot[], lotId: string, frozen: boolean): Lot[] {
  const left: Lot[] = [];
  for (const lot of lots) keep(left, lot.lotId === lotId ? { ...lot, frozen } : lot);
  return left;
}

/** What was drawn before and what was drawn after it, each lot once. */
export function join(before: readonly DrawnLot[], after: readonly DrawnLot[]): DrawnLot[] {
  const known = new Set(before.map(({ lot }) => lot.lotId));
  const more = new Map(after.map(({ lot, amountMicros }) => [lot.lotId, amountMicros]));
  return [
    ...before.map(({ lot, amountMicros }) => ({
      lot,
      amountMicros: amountMicros + (more.get(lot.lotId) ?? 0),
    })),
    ...after.filter(({ lot }) => !known.has(lot.lotId)),
  ];
}

/** Splits what was drawn into what is kept, first drawn first, and what goes back. */
export function split(
  drawn: readonly DrawnLot[],
  keptMicros: number,
): { kept: DrawnLot[]; returned: DrawnLot[] } {
  const kept: DrawnLot[] = [];
  const returned: DrawnLot[] = [];
  let toKeepMicros = keptMicros;
  for (const { lot, amountMicros } of drawn) {
    const keepMicros = Math.min(amountMicros, toKeepMicros);
    toKeepMicros -= keepMicros;
    if (keepMicros > 0) kept.push({ lot, amountMicros: keepMicros });
    if (amountMicros > keepMicros) returned.push({ lot, amountMicros: amountMicros - keepMicros });
  }
  return { kept, returned };
}

/** An emptied lot leaves the account; a frozen one stays to remember that it is. */
function keep(lots: Lot[], lot: Lot): void {
  if (lot.remainingMicros > 0 || lot.frozen) lots.push(lot);
}

function describe({ lotId, source, grantedAtMs, expiresAtMs, paymentId }: Lot): LotDescriptor {
  return { lotId, source, grantedAtMs, expiresAtMs, paymentId };
}
