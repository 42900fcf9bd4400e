import { formatCredits, moneyText, type Plan } from '@firemeter/functions/contract';
import { CalendarClock, Infinity as InfinityIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface PlanCardProps {
  plan: Plan;
  currency: string;
  action: ReactNode;
}

/** Credits that come every month. */
export function PlanCard({ plan, currency, action }: PlanCardProps) {
  const { label, monthlyMicros, unlimited, monthly, yearly } = plan;
  const monthlyCents = monthly[currency];
  const yearlyCents = yearly?.[currency];
  const Icon = unlimited ? InfinityIcon : CalendarClock;
  return (
    <article
      aria-label={`${label} plan`}
      className="flex h-full flex-col rounded-2xl border border-line bg-surface p-5"
    >
      <h3 className="flex items-center gap-2 font-medium text-ink-2">
        <Icon aria-hidden="true" className="size-4 text-ember-text" />
        {label}
      </h3>
      <p className="nums mt-1 font-semibold text-2xl tracking-tight">
        {unlimited ? 'Unlimited' : formatCredits(monthlyMicros)}{' '}
        {!unlimited && <span className="font-normal text-base text-ink-3">credits a month</span>}
      </p>
      <p className="nums mt-2 text-ink-2 text-xs">
        {monthlyCents !== undefined && (
          <span className="font-semibold text-ink text-lg">{moneyText(monthlyCents, currency)}</span>
        )}{' '}
        a month
        {yearlyCents !== undefined && `, or ${moneyText(yearlyCents, currency)} a year`}
      </p>
      <p className="mt-3 mb-5 text-ink-3 text-xs">
        {unlimited
          ? `Fair use: ${formatCredits(monthlyMicros)} credits of work a month.`
          : 'Allotted monthly, also when paid by the year.'}
      </p>
      <div className="mt-auto">{action}</div>
    </article>
  );
}
