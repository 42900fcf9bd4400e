import { type BillingInterval, MICROS_PER_CREDIT, type Plan } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CalendarClock, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Buys } from '../../lib/money/advice/typical-work.ts';
import { planPriceCents, trialText, yearlySavingsPercent } from '../../lib/money/buying/plan-price.ts';
import { exactCredits, percentText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { fineMoneyText, moneyText } from '../../lib/texts/money-text.ts';
import { classNames } from '../ui/class-names.ts';
import { BuysList } from './buys-list.tsx';

const priceClass = 'font-semibold text-ink text-lg';

interface PlanCardProps {
  plan: Plan;
  currency: string;
  interval: BillingInterval;
  /** Of this person: who has had a plan has no trial any more. */
  trialDays: number;
  /** What a month of it pays for. */
  buys: readonly Buys[];
  /** Benefits of its subscribers besides credits. */
  perks: readonly string[];
  /** The one that the person has. */
  current: boolean;
  action: ReactNode;
}

/** Credits that come every month. */
export function PlanCard({
  plan,
  currency,
  interval,
  trialDays,
  buys,
  perks,
  current,
  action,
}: PlanCardProps) {
  const { label, monthlyMicros, unlimited, rolloverMicros } = plan;
  const cents = planPriceCents(plan, { interval, currency });
  const perMonthCents = cents === undefined ? undefined : interval === 'year' ? cents / 12 : cents;
  const saved = interval === 'year' ? yearlySavingsPercent(plan, currency) : 0;
  return (
    <article
      aria-label={t`${isolated(label)} plan`}
      className={classNames(
        'relative flex h-full flex-col rounded-2xl border bg-surface p-5',
        current ? 'border-ok/60 shadow-float' : 'border-line',
      )}
    >
      {current && (
        <p className="absolute -top-3 start-4 rounded-full border border-ok/60 bg-surface px-2.5 py-0.5 font-semibold text-ok text-xs">
          <Trans>Your plan</Trans>
        </p>
      )}
      <div className="flex items-center justify-between gap-2">
        <h3 className="flex items-center gap-2 font-medium text-ink-2">
          <CalendarClock aria-hidden="true" className="size-4 text-ember-text" />
          {label}
        </h3>
        {saved > 0 && <Saving percent={saved} />}
      </div>
      <p className="nums mt-1 font-semibold text-3xl tracking-tight">
        {exactCredits(monthlyMicros)}{' '}
        <span className="font-normal text-base text-ink-3">
          <Trans>credits per month</Trans>
        </span>
      </p>
      {cents === undefined || perMonthCents === undefined ? (
        <p className="mt-3 text-ink-3 text-xs">
          {interval === 'month' ? t`Not sold by the month.` : t`Not sold by the year.`}
        </p>
      ) : (
        <>
          <p className="nums mt-3 flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
            {interval === 'month' ? (
              <Trans>
                <span className={priceClass}>{moneyText(cents, currency)}</span> per month
              </Trans>
            ) : (
              <Trans>
                <span className={priceClass}>{moneyText(cents, currency)}</span> per year
              </Trans>
            )}
          </p>
          <p className="nums mt-0.5 text-ink-3 text-xs">
            {interval === 'year' && `${t`${moneyText(Math.round(perMonthCents), currency)} per month`} · `}
            {t`${fineMoneyText((perMonthCents * MICROS_PER_CREDIT) / monthlyMicros, currency)} per credit`}
          </p>
        </>
      )}
      <BuysList buys={buys} />
      {perks.length > 0 && (
        <ul aria-label={t`Besides credits`} className="mt-3 space-y-1.5 text-ink-2 text-xs">
          {perks.map((perk) => (
            <li key={perk} className="flex items-center gap-1.5">
              <Sparkles aria-hidden="true" className="size-3.5 shrink-0 text-ember-text" />
              {perk}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3 text-ink-3 text-xs">
        {unlimited && t`These credits are the plan’s fair use. Beyond them, work uses your other credits.`}{' '}
        {rolloverMicros > 0
          ? t`Up to ${exactCredits(rolloverMicros)} unused credits roll over to the next month; the rest expire.`
          : t`New credits every month, including with yearly billing. Unused credits expire when the next ones arrive.`}
        {trialDays > 0 && ` ${trialText(trialDays)}`}
      </p>
      <div className="mt-auto pt-5">{action}</div>
    </article>
  );
}

function Saving({ percent }: { percent: number }) {
  return (
    <p className="nums shrink-0 rounded-full bg-ok/12 px-2 py-0.5 font-medium text-ok text-xs">
      <Trans>save {percentText(percent / 100)}</Trans>
    </p>
  );
}
