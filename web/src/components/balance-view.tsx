import { MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import NumberFlow from '@number-flow/react';
import { Hourglass, Infinity as InfinityIcon, TriangleAlert, Undo2 } from 'lucide-react';
import { formatCredits } from '../lib/format.ts';
import { classNames } from './class-names.ts';
import { Logo } from './logo.tsx';
import { Tip } from './tip.tsx';

export interface BalanceViewProps {
  availableMicros: number;
  heldMicros: number;
  debtMicros: number;
  unlimited: boolean;
  /** Under what the catalog calls low. */
  low: boolean;
}

/** What can be spent, what is set aside and what is owed, in one line. */
export function BalanceView({ availableMicros, heldMicros, debtMicros, unlimited, low }: BalanceViewProps) {
  const isLow = low && !unlimited;
  return (
    <div
      className={classNames(
        'flex h-9 items-center overflow-hidden rounded-full border bg-surface',
        isLow ? 'border-held/60' : 'border-line-strong',
      )}
    >
      <Tip text={tipOf(unlimited, isLow)}>
        <span className="nums flex h-full items-center gap-1.5 px-3 font-semibold">
          {isLow ? (
            <TriangleAlert aria-label={t`Low balance:`} className="size-4 text-held" />
          ) : (
            <Logo className="size-5" />
          )}
          {unlimited ? (
            <>
              <InfinityIcon aria-hidden="true" className="size-4.5" />
              <span className="sr-only">
                <Trans>Unlimited credits</Trans>
              </span>
            </>
          ) : (
            <Credits micros={availableMicros} />
          )}
        </span>
      </Tip>
      {heldMicros > 0 && (
        <Tip text={t`Set aside for requests that are running`}>
          <span className="nums flex h-full animate-fade items-center gap-1.5 border-held/50 border-s border-dashed bg-held/8 px-3 font-medium text-held text-xs">
            <Hourglass aria-hidden="true" className="size-3.5 animate-ember" />
            <span key={heldMicros} className="inline-block animate-held">
              <Trans>{formatCredits(heldMicros)} held</Trans>
            </span>
          </span>
        </Tip>
      )}
      {debtMicros > 0 && (
        <Tip text={t`Owed from a refund: the next credits repay it first`}>
          <span className="nums flex h-full items-center gap-1.5 border-line border-s px-3 text-bad text-xs">
            <Undo2 aria-hidden="true" className="size-3.5" />
            <Trans>{formatCredits(debtMicros)} owed</Trans>
          </span>
        </Tip>
      )}
    </div>
  );
}

function tipOf(unlimited: boolean, low: boolean): string {
  if (unlimited) return t`Unlimited: usage is recorded, nothing is charged`;
  return low ? t`Low balance: get more credits` : t`Credits you can spend now`;
}

const format = { maximumFractionDigits: 3 } as const;

function Credits({ micros }: { micros: number }) {
  // As `formatCredits` does: never shown as more than there is.
  const shown = Math.trunc((micros / MICROS_PER_CREDIT) * 1_000) / 1_000;
  const amount = formatCredits(micros);
  return (
    <>
      <span aria-hidden="true">
        <NumberFlow value={shown} format={format} locales="en-US" className="nums" />
      </span>
      <span className="sr-only" data-testid="available-credits">
        <Trans>
          <Plural
            value={micros / MICROS_PER_CREDIT}
            one={`${amount} credit available`}
            other={`${amount} credits available`}
          />
        </Trans>
      </span>
    </>
  );
}
