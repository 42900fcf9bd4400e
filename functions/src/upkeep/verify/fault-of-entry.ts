import type { DriftCauseCode, LedgerEntry } from '../../contract/index.ts';

/** Returns why the engine can't have written an entry, whatever the account; null if it can. */
export function faultOfEntry(entry: LedgerEntry): DriftCauseCode | null {
  const { amounts, debtDeltaMicros, totalMicros } = entry;
  const onlyTakes = amounts.every(({ amountMicros }) => amountMicros <= 0);
  switch (entry.kind) {
    case 'usage':
    case 'lapse':
      if (!onlyTakes) return 'brings-in';
      return debtDeltaMicros === 0 ? null : 'changes-debt';
    case 'repay':
      if (!onlyTakes) return 'brings-in';
      return debtDeltaMicros === totalMicros ? null : 'repays-other';
    case 'revoke':
      if (!onlyTakes) return 'brings-in';
      return debtDeltaMicros >= 0 ? null : 'lowers-debt';
    case 'grant': {
      const own = amounts.find(({ lotId }) => lotId === entry.lot.lotId);
      if (!own || own.amountMicros <= 0) return 'grants-nothing';
      return own.source === entry.lot.source ? null : 'sources-differ';
    }
    default:
      return null;
  }
}
