import { formatCredits, type Lot } from '@firemeter/functions/contract';
import { Coins, Snowflake } from 'lucide-react';
import { dateText } from '../lib/format.ts';
import { lotNames } from '../lib/lot-names.ts';
import { EmptyState } from './empty-state.tsx';

/** A balance in full: where each credit came from and how long it lasts. */
export function LotList({ lots, unlimited }: { lots: readonly Lot[]; unlimited: boolean }) {
  if (unlimited)
    return (
      <p className="p-5 text-ink-2">Your account is unlimited: usage is recorded, nothing is charged.</p>
    );
  if (lots.length === 0) {
    return (
      <EmptyState icon={Coins} title="No credits yet">
        Credits you receive show here, each with where it came from and how long it lasts.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {lots.map((lot) => (
        <li key={lot.lotId} className="flex items-center gap-4 px-5 py-3.5">
          <div className="min-w-0 flex-1">
            <p className="font-medium">{lotNames[lot.source]}</p>
            <p className="text-ink-3 text-xs">
              Since {dateText(lot.grantedAtMs)} ·{' '}
              {lot.expiresAtMs === null ? 'never expires' : `until ${dateText(lot.expiresAtMs)}`}
            </p>
          </div>
          {lot.frozen && (
            <span className="inline-flex items-center gap-1 text-returned text-xs">
              <Snowflake aria-hidden="true" className="size-3.5" /> under dispute
            </span>
          )}
          <span className="nums font-semibold">{formatCredits(lot.remainingMicros)}</span>
        </li>
      ))}
    </ul>
  );
}
