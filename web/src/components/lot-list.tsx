import type { Lot } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Coins, Snowflake, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { dateText, exactCredits } from '../lib/format.ts';
import { lotNames } from '../lib/lot-names.ts';
import { classNames } from './class-names.ts';
import { EmptyState } from './empty-state.tsx';

interface LotListProps {
  lots: readonly Lot[];
  unlimited: boolean;
  debtMicros: number;
  /** What stands behind a lot, such as its payment. */
  behind?: (lot: Lot) => ReactNode;
}

/** A balance in full: where each credit came from, how long it lasts, and what is owed. */
export function LotList({ lots, unlimited, debtMicros, behind }: LotListProps) {
  return (
    <>
      {unlimited && (
        <p className="p-5 text-ink-2">
          <Trans>Your account is unlimited: usage is recorded, nothing is charged.</Trans>
        </p>
      )}
      {debtMicros > 0 && <Debt micros={debtMicros} />}
      {lots.length === 0 && !unlimited && (
        <EmptyState icon={Coins} title={debtMicros > 0 ? t`No credits left` : t`No credits yet`}>
          <Trans>Credits you receive appear here, with their source and when they expire.</Trans>
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {lots.map((lot) => (
          <li key={lot.lotId} className="flex items-center gap-4 px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
                {lotNames[lot.source]}
                {behind && <span className="font-normal text-[0.8125rem]">{behind(lot)}</span>}
              </p>
              <p className="text-ink-3 text-xs">
                <Trans>
                  Since {dateText(lot.grantedAtMs)} ·{' '}
                  {lot.expiresAtMs === null ? t`never expires` : t`until ${dateText(lot.expiresAtMs)}`}
                </Trans>
              </p>
              {lot.frozen && (
                <p className="mt-1 flex items-center gap-1 text-returned text-xs">
                  <Snowflake aria-hidden="true" className="size-3.5 shrink-0" />{' '}
                  <Trans>Frozen: its payment is under dispute</Trans>
                </p>
              )}
            </div>
            <span className={classNames('nums font-semibold', lot.frozen && 'text-ink-3')}>
              {exactCredits(lot.remainingMicros)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Debt({ micros }: { micros: number }) {
  return (
    <div className="flex items-center gap-4 border-line border-b bg-bad/6 px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-medium">
          <Undo2 aria-hidden="true" className="size-4 shrink-0 text-bad" /> <Trans>Owed</Trans>
        </p>
        <p className="text-ink-2 text-xs">
          <Trans>Refunded after they were spent. Your next credits repay this first.</Trans>
        </p>
      </div>
      <span className="nums font-semibold text-bad">−{exactCredits(micros)}</span>
    </div>
  );
}
