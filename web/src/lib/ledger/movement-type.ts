import type { LedgerEntry, LotSource } from '@firemeter/functions/contract';

/** The types of movements that users distinguish. */
export type MovementType = 'usage' | 'purchase' | 'plan' | 'grant' | 'taken' | 'expiry' | 'debt';

/** The stored fields by which entries of a type are found. */
interface StoredAs {
  readonly kind: LedgerEntry['kind'];
  readonly sources?: readonly LotSource[];
}

/** In the order in which they are offered as a filter. */
export const movementTypes: Readonly<Record<MovementType, StoredAs>> = {
  usage: { kind: 'usage' },
  purchase: { kind: 'grant', sources: ['purchase'] },
  plan: { kind: 'grant', sources: ['subscription'] },
  grant: { kind: 'grant', sources: ['welcome', 'bonus', 'referral', 'promo'] },
  taken: { kind: 'revoke' },
  expiry: { kind: 'lapse' },
  debt: { kind: 'repay' },
};

export const movementTypeNames = Object.keys(movementTypes) as MovementType[];

/** Returns the type of an entry; null: this build does not know it. */
export function movementType(entry: LedgerEntry): MovementType | null {
  const found = movementTypeNames.find((name) => {
    const { kind, sources } = movementTypes[name];
    return (
      entry.kind === kind && (!sources || (entry.kind === 'grant' && sources.includes(entry.lot.source)))
    );
  });
  return found ?? null;
}
