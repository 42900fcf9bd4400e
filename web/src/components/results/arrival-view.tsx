import { assertNever, MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import NumberFlow from '@number-flow/react';
import { CircleCheckBig, CircleSlash2, CircleX, Hourglass, type LucideIcon, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { creditsText, formatCredits } from '../../lib/texts/format.ts';
import { Logo } from '../layout/logo.tsx';
import { classNames } from '../ui/class-names.ts';

/** How a purchase stands for whoever has just come back from paying. */
export type Arrival =
  | { kind: 'waiting'; isSlow: boolean }
  | { kind: 'arrived'; what: string; micros: number; balanceMicros: number | null }
  /** A plan on trial: nothing to pay yet. */
  | { kind: 'begun' }
  | { kind: 'on-its-way'; what: string }
  | { kind: 'failed'; why: string }
  | { kind: 'taken-back'; why: string }
  | { kind: 'cancelled' }
  | { kind: 'unknown' };

/** What has come of it, as it comes. */
export function ArrivalView({ arrival, actions }: { arrival: Arrival; actions: ReactNode }) {
  const { title, text } = wordsOf(arrival);
  return (
    <section
      aria-labelledby="arrival"
      className="relative mx-auto w-full max-w-lg overflow-hidden rounded-3xl border border-line bg-surface px-6 py-10 text-center sm:px-10"
    >
      {arrival.kind === 'arrived' && (
        <div
          aria-hidden="true"
          className="-top-40 absolute inset-x-0 mx-auto size-96 animate-fade rounded-full bg-[radial-gradient(closest-side,var(--glow),transparent)]"
        />
      )}
      <div aria-live="polite" className="relative">
        <Sign arrival={arrival} />
        <h2 id="arrival" className="mt-5 font-semibold text-2xl tracking-tight">
          {title}
        </h2>
        <p className="mx-auto mt-2 max-w-sm text-ink-2">{text}</p>
        {arrival.kind === 'arrived' && arrival.balanceMicros !== null && (
          <div className="mt-7 animate-rise rounded-2xl border border-line bg-sunken/70 py-5">
            <p className="text-ink-3 text-xs">
              <Trans>Your balance</Trans>
            </p>
            <p className="nums mt-1 font-semibold text-5xl tracking-[-0.04em]">
              <span aria-hidden="true">
                <NumberFlow
                  value={Math.trunc((arrival.balanceMicros / MICROS_PER_CREDIT) * 1_000) / 1_000}
                  format={{ maximumFractionDigits: 3 }}
                  locales="en-US"
                />
              </span>
              <span className="sr-only">{creditsText(arrival.balanceMicros)}</span>
            </p>
          </div>
        )}
      </div>
      <div className="relative mt-7 flex flex-wrap justify-center gap-2">{actions}</div>
    </section>
  );
}

function wordsOf(arrival: Arrival): { title: string; text: string } {
  switch (arrival.kind) {
    case 'waiting':
      return {
        title: t`Waiting for your credits`,
        text: arrival.isSlow
          ? t`This is taking longer than usual. You can leave this page: your credits will still arrive, and the payment is in your history.`
          : t`Stripe confirms payments within seconds. Your credits appear here automatically.`,
      };
    case 'arrived':
      return {
        title: t`${formatCredits(arrival.micros)} credits are yours`,
        text: t`Thank you. The ${arrival.what} is paid, and its credits are in your balance.`,
      };
    case 'begun':
      return {
        title: t`Your trial has begun`,
        text: t`You are charged when it ends. Cancel before then to pay nothing.`,
      };
    case 'on-its-way':
      return {
        title: t`Your payment is processing`,
        text: t`This payment method can take a few days. The credits of the ${arrival.what} arrive as soon as it is paid; you don’t need to do anything.`,
      };
    case 'failed':
      return { title: t`The payment failed`, text: arrival.why };
    case 'taken-back':
      return { title: t`This payment was taken back`, text: arrival.why };
    case 'cancelled':
      return { title: t`Nothing was bought`, text: t`You left the payment page, and nothing was charged.` };
    case 'unknown':
      return {
        title: t`Payment not found`,
        text: t`This link doesn’t belong to one of your payments.`,
      };
    default:
      return assertNever(arrival);
  }
}

const signs: Record<Exclude<Arrival['kind'], 'waiting'>, { icon: LucideIcon; className: string }> = {
  arrived: { icon: CircleCheckBig, className: 'text-ok animate-pop' },
  begun: { icon: CircleCheckBig, className: 'text-ok animate-pop' },
  'on-its-way': { icon: Hourglass, className: 'text-held' },
  failed: { icon: CircleX, className: 'text-bad' },
  'taken-back': { icon: CircleX, className: 'text-returned' },
  cancelled: { icon: CircleSlash2, className: 'text-ink-3' },
  unknown: { icon: SearchX, className: 'text-ink-3' },
};

function Sign({ arrival }: { arrival: Arrival }) {
  if (arrival.kind === 'waiting') return <Logo className="mx-auto size-14 animate-ember" />;
  const { icon: Icon, className } = signs[arrival.kind];
  return <Icon aria-hidden="true" className={classNames('mx-auto size-14 stroke-[1.5]', className)} />;
}
