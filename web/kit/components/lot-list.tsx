import type { Lot } from '@firemeter/functions/contract';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts-context.ts';
import { Icon } from './icon.tsx';

export interface LotListProps {
  readonly lots: readonly Lot[];
  readonly unlimited: boolean;
  readonly debtMicros: number;
  /** Returns what stands behind a lot, such as a link to its payment. */
  readonly behind?: (lot: Lot) => ReactNode;
}

/** A balance in full: where each credit came from, how long it lasts, and what is owed. */
export function LotList({ lots, unlimited, debtMicros, behind }: LotListProps) {
  const texts = useTexts();
  const words = texts.lots;
  return (
    <div className="fm fm-list">
      {unlimited && <p className="fm-note">{words.unlimited}</p>}
      {debtMicros > 0 && (
        <div className="fm-row fm-owed-row">
          <div className="fm-row-text">
            <p className="fm-row-title">
              <Icon name="returned" /> {words.owed}
            </p>
            <p className="fm-row-detail">{words.owedNote}</p>
          </div>
          <span className="fm-number">{`−${texts.amount(debtMicros)}`}</span>
        </div>
      )}
      {lots.length === 0 && !unlimited && (
        <div className="fm-empty">
          <Icon name="coins" />
          <h2 className="fm-row-title">{debtMicros > 0 ? words.noneLeftTitle : words.noneTitle}</h2>
          <p className="fm-row-detail">{words.none}</p>
        </div>
      )}
      <ul className="fm-rows">
        {lots.map((lot) => (
          <li key={lot.lotId} className="fm-row" data-frozen={lot.frozen || undefined}>
            <div className="fm-row-text">
              <p className="fm-row-title">
                {words.names[lot.source]}
                {behind && <span className="fm-row-behind">{behind(lot)}</span>}
              </p>
              <p className="fm-row-detail">{words.sinceUntil(lot.grantedAtMs, lot.expiresAtMs)}</p>
              {lot.frozen && (
                <p className="fm-row-detail fm-frozen">
                  <Icon name="snowflake" /> {words.frozen}
                </p>
              )}
            </div>
            <span className="fm-number">{texts.amount(lot.remainingMicros)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
