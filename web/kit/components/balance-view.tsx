import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts-context.ts';
import { Icon } from './icon.tsx';

export interface BalanceViewProps {
  readonly availableMicros: number;
  readonly heldMicros: number;
  readonly debtMicros: number;
  readonly unlimited: boolean;
  /** Whether it is below the balance that the catalog calls low. */
  readonly isLow: boolean;
  /** The mark before the amount; absent: coins. */
  readonly mark?: ReactNode;
  /** Draws the amount, which screen readers skip; absent: as text. */
  readonly renderAmount?: (micros: number) => ReactNode;
}

/** Shows in one line the credits that are available, held and owed. */
export function BalanceView(props: BalanceViewProps) {
  const { availableMicros, heldMicros, debtMicros, unlimited, isLow, mark, renderAmount } = props;
  const { balance, rounded } = useTexts();
  const tip = unlimited ? balance.unlimitedTip : isLow ? balance.lowTip : balance.spendTip;
  return (
    <span className="fm-balance" data-low={isLow || undefined}>
      <span className="fm-balance-part" title={tip}>
        {isLow ? <Icon name="alert" /> : (mark ?? <Icon name="coins" />)}
        {isLow && <span className="fm-sr-only">{balance.low}</span>}
        {unlimited ? (
          <>
            <Icon name="infinity" />
            <span className="fm-sr-only">{balance.unlimited}</span>
          </>
        ) : (
          <>
            <span aria-hidden="true">{(renderAmount ?? rounded)(availableMicros)}</span>
            <span className="fm-sr-only" data-testid="available-credits">
              {balance.available(availableMicros)}
            </span>
          </>
        )}
      </span>
      {heldMicros > 0 && (
        <span className="fm-balance-part fm-held" title={balance.heldTip}>
          <Icon name="hourglass" /> <span key={heldMicros}>{balance.held(heldMicros)}</span>
        </span>
      )}
      {debtMicros > 0 && (
        <span className="fm-balance-part fm-owed" title={balance.owedTip}>
          <Icon name="returned" /> {balance.owed(debtMicros)}
        </span>
      )}
    </span>
  );
}
