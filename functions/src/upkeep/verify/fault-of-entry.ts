import type { LedgerEntry } from '../../contract/index.ts';

/** Returns why the engine can't have written an entry, whatever the account; null if it can. */
export function faultOfEntry(entry: LedgerEntry): string | null {
  const { amounts, debtDeltaMicros, totalMicros } = entry;
  const onlyTakes = amounts.every(({ amountMicros }) => amountMicros <= 0);
  switch (entry.kind) {
    case 'usage':
    case 'lapse':
      if (!onlyTakes) return 'It brings credits in, and its kind only takes.';
      return debtDeltaMicros === 0 ? null : 'It changes the debt, and its kind never does.';
    case 'repay':
      if (!onlyTakes) return 'It brings credits in, and its kind only takes.';
      return debtDeltaMicros === totalMicros ? null : 'It repays another amount than it takes.';
    case 'revoke':
      if (!onlyTakes) return 'It brings credits in, and its kind only takes.';
      return debtDeltaMicros >= 0 ? null : 'It lowers the debt, and its kind never does.';
    case 'grant': {
      const own = amounts.find(({ lotId }) => lotId === entry.lot.lotId);
      if (!own || own.amountMicros <= 0) return 'It grants nothing to its own lot.';
      return own.source === entry.lot.source ? null : 'Its amount and its lot name other sources.';
    }
    default:
      return null;
  }
}
