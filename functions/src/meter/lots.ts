import {
  compareBurnOrder,
  type DrawnLot,
  isSpendable,
  type Lot,
  type LotDescriptor,
} from '../contract/index.ts';

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
  let missingMicros = amountMicros;
  const left = lots.map((lot) => {
    const takenMicros = isSpendable(lot, nowMs) ? Math.min(lot.remainingMicros, missingMicros) : 0;
    if (takenMicros === 0) return lot;
    drawn.push({ lot: describe(lot), amountMicros: takenMicros });
    missingMicros -= takenMicros;
    return { ...lot, remainingMicros: lot.remainingMicros - takenMicros };
  });
  return missingMicros === 0 ? { lots: left.filter(stays), drawn } : null;
}

/** Puts drawn amounts back, restoring from its descriptor a lot that had been emptied and had left. */
export function restore(lots: readonly Lot[], returned: readonly DrawnLot[]): Lot[] {
  return returned.reduce((sum, { lot, amountMicros }) => add(sum, lot, amountMicros), [...lots]);
}

/** Adds credits to a lot, in its place in burn order when it is new to the account. */
export function add(lots: readonly Lot[], lot: LotDescriptor, amountMicros: number): Lot[] {
  if (lots.some(({ lotId }) => lotId === lot.lotId)) return change(lots, lot.lotId, { amountMicros });
  return [...lots, { ...lot, remainingMicros: amountMicros, frozen: false }].sort(compareBurnOrder);
}

/** Takes up to an amount from one lot, spendable or not. */
export function takeFrom(
  lots: readonly Lot[],
  id: string,
  amountMicros: number,
): { lots: Lot[]; takenMicros: number } {
  const { remainingMicros = 0 } = lots.find(({ lotId }) => lotId === id) ?? {};
  const takenMicros = Math.min(remainingMicros, amountMicros);
  return { lots: change(lots, id, { amountMicros: -takenMicros }), takenMicros };
}

export function setFrozen(lots: readonly Lot[], id: string, frozen: boolean): Lot[] {
  return change(lots, id, { frozen });
}

/** Joins two draws, each lot once. */
export function join(before: readonly DrawnLot[], after: readonly DrawnLot[]): DrawnLot[] {
  const drawn = new Map<string, DrawnLot>();
  for (const { lot, amountMicros } of [...before, ...after]) {
    const known = drawn.get(lot.lotId) ?? { lot, amountMicros: 0 };
    drawn.set(lot.lotId, { lot: known.lot, amountMicros: known.amountMicros + amountMicros });
  }
  return [...drawn.values()];
}

/** Splits a draw into the part to keep, first drawn first, and the part to return. */
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

function change(
  lots: readonly Lot[],
  id: string,
  { amountMicros = 0, ...fields }: { amountMicros?: number; frozen?: boolean },
): Lot[] {
  const changed = lots.map((lot) =>
    lot.lotId === id ? { ...lot, ...fields, remainingMicros: lot.remainingMicros + amountMicros } : lot,
  );
  return changed.filter(stays);
}

/** Removes an emptied lot; a frozen one stays, so that it remains frozen. */
function stays({ remainingMicros, frozen }: Lot): boolean {
  return remainingMicros > 0 || frozen;
}

function describe({ remainingMicros: _, frozen: __, ...descriptor }: Lot): LotDescriptor {
  return descriptor;
}
