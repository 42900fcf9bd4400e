import type { PackOffer } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Check, Gift } from 'lucide-react';
import type { ReactNode } from 'react';
import { exactCredits, numberText, percentText } from '../lib/format.ts';
import { isolated } from '../lib/isolated.ts';
import { fineMoneyText, moneyText } from '../lib/money-text.ts';
import type { Buys } from '../lib/typical-work.ts';
import { classNames } from './class-names.ts';

interface PackCardProps {
  offer: PackOffer;
  /** The label of the catalog, as far as it is true. */
  tag: PackOffer['tag'];
  /** What it pays for: "5–20 pictures". */
  buys: readonly Buys[];
  action: ReactNode;
}

const tags = { 'best-value': t`Best value`, 'most-popular': t`Most popular` } as const;

/** A pack of credits: what it costs, what is in it, what it saves and what can be made of it. */
export function PackCard({ offer, tag, buys, action }: PackCardProps) {
  const { label, micros, bonusMicros, currency, amountCents, centsPerCredit, savingsPercent } = offer;
  return (
    <article
      aria-label={t`${isolated(label)} pack`}
      className={classNames(
        'relative flex h-full flex-col rounded-2xl border bg-surface p-5',
        tag ? 'border-ember/60 shadow-float' : 'border-line',
      )}
    >
      {tag && (
        <p className="absolute -top-3 start-4 rounded-full bg-ember px-2.5 py-0.5 font-semibold text-on-ember text-xs">
          {tags[tag]}
        </p>
      )}
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-ink-2">{label}</h3>
        {savingsPercent > 0 && <Saving percent={savingsPercent} />}
      </div>
      <p className="nums mt-1 font-semibold text-3xl tracking-tight">
        {exactCredits(micros)}{' '}
        <span className="font-normal text-base text-ink-3">
          <Trans>credits</Trans>
        </span>
      </p>
      {bonusMicros > 0 && (
        <p className="mt-1 flex items-center gap-1.5 font-medium text-ok text-xs">
          <Gift aria-hidden="true" className="size-3.5" />{' '}
          <Trans>including a bonus of {exactCredits(bonusMicros)}</Trans>
        </p>
      )}
      <p className="nums mt-3 flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
        <Trans>
          <span className="font-semibold text-ink text-lg">{moneyText(amountCents, currency)}</span>
          {fineMoneyText(centsPerCredit, currency)} per credit
        </Trans>
      </p>
      <BuysList buys={buys} />
      <div className="mt-auto pt-5">{action}</div>
    </article>
  );
}

export function Saving({ percent }: { percent: number }) {
  return (
    <p className="nums shrink-0 rounded-full bg-ok/12 px-2 py-0.5 font-medium text-ok text-xs">
      <Trans>save {percentText(percent / 100)}</Trans>
    </p>
  );
}

/** What an amount of credits pays for, one or the other. */
export function BuysList({ buys }: Pick<PackCardProps, 'buys'>) {
  return (
    <ul className="mt-4 space-y-1.5 text-ink-2 text-xs">
      {buys.map(({ words, least, most }, index) => (
        <li key={words} className="flex items-center gap-1.5">
          <Check aria-hidden="true" className="size-3.5 shrink-0 text-ember-text" />
          <span>
            {index > 0 && (
              <>
                <Trans>or</Trans>{' '}
              </>
            )}
            <span className="nums font-medium text-ink">{rangeText(least, most)}</span> {words}
            {least < most && (
              <span className="text-ink-3">
                , <Trans>by model</Trans>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function rangeText(least: number, most: number): string {
  const [low, high] = [numberText(least), numberText(most)];
  return least === most ? high : `${low}–${high}`;
}
