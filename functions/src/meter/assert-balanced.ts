import { type Activity, type DriftKind, isOpen } from '../contract/index.ts';
import type { Applied, Known } from './commands.ts';

/** A decision that would create or lose credits: a bug of the decider, whatever the command was. */
export class UnbalancedDecision extends Error {
  readonly kind: DriftKind;
  /** The amount by which the stored lots would exceed what their entries say; null where no amount is wrong. */
  readonly offByMicros: number | null;

  constructor(kind: DriftKind, subject: string, offByMicros: number | null) {
    super(`${kind}: ${subject}${offByMicros === null ? '' : `, by ${offByMicros}`}`);
    this.kind = kind;
    this.offByMicros = offByMicros;
  }
}

/**
 * Checks that a decision neither creates nor loses credits. Per lot, the change of what remains equals the sum of its
 * ledger entries less the change of what an open activity has drawn. The change of the debt equals the sum of its
 * entries.
 * @throws UnbalancedDecision
 */
export function assertBalanced(
  before: Pick<Known, 'account' | 'activity'>,
  { account, writes }: Applied,
): void {
  /** Per lot, the amount to be stored less the amount that should be. */
  const off = new Map<string, number>();
  const move = (lotId: string, micros: number) => off.set(lotId, (off.get(lotId) ?? 0) + micros);
  let debtOff = account.debtMicros - (before.account?.debtMicros ?? 0);
  for (const { lotId, remainingMicros } of before.account?.lots ?? []) move(lotId, -remainingMicros);
  for (const { lotId, remainingMicros } of account.lots) {
    if (remainingMicros < 0) throw new UnbalancedDecision('lot-negative', lotId, remainingMicros);
    move(lotId, remainingMicros);
  }
  for (const { kind, id, value } of writes) {
    if (kind === 'activity') {
      for (const { lot, amountMicros } of openDraws(before.activity)) move(lot.lotId, -amountMicros);
      for (const { lot, amountMicros } of openDraws(value)) move(lot.lotId, amountMicros);
    } else if (kind === 'entry') {
      const sumMicros = value.amounts.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
      if (value.totalMicros !== sumMicros) throw new UnbalancedDecision('entry-unbalanced', id, null);
      for (const { lotId, amountMicros } of value.amounts) move(lotId, -amountMicros);
      debtOff -= value.debtDeltaMicros;
    }
  }
  for (const [lotId, micros] of off)
    if (micros !== 0) throw new UnbalancedDecision('credits-off', lotId, micros);
  if (debtOff !== 0) throw new UnbalancedDecision('debt-off', 'debt', debtOff);
}

function openDraws(activity: Activity | null): Activity['drawn'] {
  return activity && isOpen(activity) ? activity.drawn : [];
}
