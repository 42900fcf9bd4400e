import type { Plan, Subscription } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CalendarClock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { creditsText, dateText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { subscriptionTexts } from '../../lib/texts/payment-words.ts';
import { classNames } from '../ui/class-names.ts';

interface SubscriptionViewProps {
  subscription: Subscription;
  /** While its account is suspended nothing is charged, and nothing comes. */
  paused: boolean;
  plans: Readonly<Record<string, Plan>>;
  /** When the next credits of what is paid for come. */
  nextAllotmentAt: number | null;
  actions: ReactNode;
}

/** A plan that somebody has: what comes and when, and what is wrong with it. */
export function SubscriptionView(props: SubscriptionViewProps) {
  const { subscription, paused, plans, nextAllotmentAt, actions } = props;
  const { plan, interval, status, periodEndMs, endsAtMs, isCancelled, next, terms } = subscription;
  // What was agreed to holds, whatever the plan has become since.
  const known = terms ?? plans[plan];
  const label = (name: string) => plans[name]?.label ?? name;
  const owes = status === 'past-due' || status === 'unpaid';
  return (
    <div className="p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-semibold text-lg">
            <CalendarClock aria-hidden="true" className="size-4.5 shrink-0 text-ember-text" />
            {known?.label ?? plan}
          </p>
          <p className="nums text-ink-2">
            {known && creditsOf(known)}
            {known && ' · '}
            {known && (interval === 'month' ? t`paid monthly` : t`paid yearly`)}
            {terms && `, ${moneyText(terms.amountCents, terms.currency)}`}
          </p>
        </div>
        <span
          className={classNames(
            'shrink-0 rounded-full border px-2.5 py-0.5 font-medium text-xs',
            owes && !paused
              ? 'border-bad/40 text-bad'
              : isCancelled || paused
                ? 'border-held/50 text-held'
                : 'border-ok/40 text-ok',
          )}
        >
          {paused ? t`Paused` : isCancelled && !owes ? t`Cancelled` : subscriptionTexts[status]}
        </span>
      </div>
      {owes && !paused && (
        <p className="mt-4 flex gap-2 rounded-xl border border-bad/30 bg-bad/8 p-3 text-[0.8125rem] text-ink-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
          <Trans>
            The last payment failed. Choose another card on Stripe’s page: no new credits arrive until it is
            paid. Credits from packs stay.
          </Trans>
        </p>
      )}
      <p className="mt-4 text-[0.8125rem] text-ink-2">
        {paused && pausedText}
        {!paused &&
          !owes &&
          storyOf({
            isCancelled,
            status,
            end: dateText(isCancelled ? (endsAtMs ?? periodEndMs) : periodEndMs),
            renewsBefore: isCancelled && (endsAtMs ?? periodEndMs) > periodEndMs,
            next: next && label(next.plan),
          })}{' '}
        {!paused &&
          nextAllotmentAt !== null &&
          nextAllotmentAt < periodEndMs &&
          t`The next credits come on ${dateText(nextAllotmentAt)}.`}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">{actions}</div>
    </div>
  );
}

const pausedText = t`Your account is suspended. Until it is reinstated nothing is charged for this plan, and no new credits come.`;

function storyOf(of: {
  isCancelled: boolean;
  status: Subscription['status'];
  end: string;
  renewsBefore: boolean;
  next: string | null;
}): string {
  if (of.isCancelled) {
    const until = of.renewsBefore ? t`it renews as before` : t`nothing changes, and nothing more is charged`;
    return t`It ends on ${of.end}. Until then ${until}.`;
  }
  if (of.next !== null) return t`It changes to ${of.next} on ${of.end}.`;
  return of.status === 'trialing' ? t`The first payment is due on ${of.end}.` : t`It renews on ${of.end}.`;
}

function creditsOf({ monthlyMicros, unlimited }: Pick<Plan, 'monthlyMicros' | 'unlimited'>): string {
  const credits = creditsText(monthlyMicros);
  return unlimited ? t`${credits} per month, its fair use` : t`${credits} per month`;
}
