import { assertNever } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  Ban,
  CircleAlert,
  CircleCheck,
  Clock3,
  Gift,
  type LucideIcon,
  Power,
  TriangleAlert,
  WifiOff,
} from 'lucide-react';
import type { CheaperWay } from '../lib/cheaper-way.ts';
import { type CostTone, toneOf } from '../lib/cost-state.ts';
import { countdownText, creditsText, exactCredits } from '../lib/format.ts';
import { isolated } from '../lib/isolated.ts';
import { useNow } from '../lib/use-now.ts';
import type { Offer, PricedOffer } from '../lib/use-offer.ts';
import { classNames } from './class-names.ts';

const looks: Record<CostTone, { icon: LucideIcon | null; className: string }> = {
  unknown: { icon: null, className: 'text-ink-3' },
  sufficient: { icon: CircleCheck, className: 'text-ink-3' },
  low: { icon: TriangleAlert, className: 'text-held' },
  insufficient: { icon: CircleAlert, className: 'text-bad' },
  guest: { icon: Gift, className: 'text-returned' },
  blocked: { icon: Clock3, className: 'text-held' },
};

/** Under a prompt: what will be left, or what stands in the way and what to do about it. */
export function CostIndicator({ id, offer }: { id: string; offer: Offer }) {
  const nowMs = useNow({ everyMs: 1_000 });
  const tone = offer.kind === 'priced' ? toneOf(offer.state) : 'unknown';
  const { icon: Icon, className } = lookOf(offer, tone);
  return (
    <div
      data-tone={tone}
      className={classNames('flex min-h-5 flex-wrap items-start gap-x-2 gap-y-1 text-xs', className)}
    >
      <p id={id} className="flex items-start gap-1.5">
        {Icon && (
          <Icon
            aria-hidden="true"
            className={classNames('mt-px size-3.5 shrink-0', tone === 'sufficient' && 'text-ok')}
          />
        )}
        <span className="nums">{wordsOf(offer, nowMs)}</span>
      </p>
      <WayOut offer={offer} />
    </div>
  );
}

function lookOf(offer: Offer, tone: CostTone) {
  if (offer.kind === 'offline') return { icon: WifiOff, className: 'text-held' };
  if (offer.kind === 'unavailable') return { icon: Power, className: 'text-held' };
  if (offer.kind === 'priced' && offer.state.kind === 'suspended')
    return { icon: Ban, className: 'text-bad' };
  return looks[tone];
}

/** Where someone gets what is missing. */
function WayOut({ offer }: { offer: Offer }) {
  if (offer.kind !== 'priced') return null;
  const { kind } = offer.state;
  const className = 'font-medium text-ember-text underline underline-offset-2';
  if (offer.creditsSold && (kind === 'insufficient' || kind === 'low' || kind === 'partly')) {
    return (
      <Link to="/credits" className={className}>
        <Trans>Get credits</Trans>
      </Link>
    );
  }
  if (kind === 'guest-limited' || kind === 'guest-barred') {
    return (
      <Link to="/sign-in" search={{ door: 'sign-up' }} className={className}>
        <Trans>Sign up</Trans>
      </Link>
    );
  }
  return null;
}

function wordsOf(offer: Offer, nowMs: number): string {
  switch (offer.kind) {
    case 'loading':
      return t`Looking up the price…`;
    case 'offline':
      return t`You are offline. This works again as soon as you are back.`;
    case 'unavailable':
      return offer.message;
    case 'priced':
      return pricedWords(offer, nowMs);
    default:
      return assertNever(offer);
  }
}

function pricedWords(offer: PricedOffer, nowMs: number): string {
  const { state, exact, started, cheaper, priceMicros, creditsSold } = offer;
  const used = exact ? '' : t`You pay for what was used.`;
  const fair = started ? t`Each ${started} counts in full.` : used;
  switch (state.kind) {
    case 'loading':
      return t`Looking up your balance…`;
    case 'unlimited':
      return t`Your account is unlimited: nothing is charged.`;
    case 'free':
      return t`You are on the team: nothing is charged.`;
    case 'enough':
      if (priceMicros === 0) return t`You have ${creditsText(state.leftMicros)}.`;
      return sentences(left(state.leftMicros, exact), fair);
    case 'low':
      return sentences(lowWords(state.leftMicros, exact), fair);
    case 'partly':
      return t`You have ${creditsText(state.availableMicros)}. The answer ends when they do.`;
    case 'insufficient': {
      const price = exact ? creditsText(priceMicros) : t`up to ${creditsText(priceMicros)}`;
      const missing = t`You have ${exactCredits(state.availableMicros)}, ${exactCredits(state.missingMicros)} too few.`;
      return sentences(t`This costs ${price}.`, started ? fair : '', missing, adviceOf(cheaper, creditsSold));
    }
    case 'suspended':
      return state.reason
        ? t`Your account is suspended: ${isolated(state.reason)}. Contact the team to have it lifted.`
        : t`Your account is suspended. Contact the team to have it lifted.`;
    case 'limited':
      return limitedWords(state.limit, countdownText(state.retryAtMs - nowMs));
    case 'guest':
      return t`${state.left} of ${state.limit.max} free left. No account needed.`;
    case 'guest-limited':
      return t`Your ${state.limit.max} free turns are used. The next one is free in ${countdownText(state.retryAtMs - nowMs)}.`;
    case 'guest-barred':
      return t`This needs an account.`;
    default:
      return assertNever(state);
  }
}

function adviceOf(cheaper: CheaperWay | null, creditsSold: boolean): string {
  switch (cheaper?.kind) {
    case undefined:
      return creditsSold ? t`Get more credits to go on.` : '';
    case 'shorter':
      return shorterAdvice(cheaper.what, creditsSold);
    case 'model':
      return creditsSold
        ? t`Choose ${isolated(cheaper.label)}, or get more credits.`
        : t`Choose ${isolated(cheaper.label)}.`;
    default:
      return assertNever(cheaper);
  }
}

function shorterAdvice(what: 'text' | 'length', creditsSold: boolean): string {
  if (what === 'text') {
    return creditsSold ? t`Choose a shorter text, or get more credits.` : t`Choose a shorter text.`;
  }
  return creditsSold ? t`Choose a shorter length, or get more credits.` : t`Choose a shorter length.`;
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function lowWords(micros: number, exact: boolean): string {
  return exact
    ? t`Low balance: ${creditsText(micros)} left after this.`
    : t`Low balance: at least ${creditsText(micros)} left after this.`;
}

function left(micros: number, exact: boolean): string {
  return exact
    ? t`${creditsText(micros)} left after this.`
    : t`At least ${creditsText(micros)} left after this.`;
}

function limitedWords({ max, windowMs }: { max: number; windowMs: number }, next: string): string {
  return windowMs === 3_600_000
    ? t`You have made ${max} requests in the last hour. Next one in ${next}.`
    : t`You have made ${max} requests in the last ${countdownText(windowMs)}. Next one in ${next}.`;
}
