import { assertNever } from '@firemeter/functions/contract';
import type { ReactNode } from 'react';
import { type CostTone, toneOf } from '../core/cost-state.ts';
import type { PricedQuote } from '../core/price-ask.ts';
import { useNow } from '../hooks/use-now.ts';
import type { Quote } from '../hooks/use-quote.ts';
import type { KitTexts } from '../texts/kit-texts.ts';
import { useTexts } from '../texts/texts-context.ts';
import { Icon, type IconName } from './icon.tsx';

/** A quote, and advice for whoever has too few credits; absent: to get more. */
export type ShownQuote =
  | Exclude<Quote, { kind: 'priced' }>
  | (Pick<PricedQuote, 'kind' | 'priceMicros' | 'exact' | 'startedRate' | 'creditsSold' | 'state'> & {
      readonly advice?: string | null;
    });

type Priced = Extract<ShownQuote, { kind: 'priced' }>;

export interface GenerationCostIndicatorProps {
  readonly quote: ShownQuote;
  /** For `aria-describedby` of the button that starts the work. */
  readonly id?: string;
  /** Where credits are bought: a link or a button, shown where they are low or missing. */
  readonly getCredits?: ReactNode;
  /** Where guests sign up, shown where they have to. */
  readonly signUp?: ReactNode;
}

const icons: Record<CostTone, IconName | null> = {
  unknown: null,
  sufficient: 'circleCheck',
  low: 'alert',
  insufficient: 'circleAlert',
  guest: 'gift',
  blocked: 'clock',
};

/** Below a prompt: what will be left, or what stands in the way and what to do about it. */
export function GenerationCostIndicator({ quote, id, getCredits, signUp }: GenerationCostIndicatorProps) {
  const nowMs = useNow({ everyMs: 1_000 });
  const texts = useTexts();
  const tone = quote.kind === 'priced' ? toneOf(quote.state) : 'unknown';
  const icon = iconOf(quote, tone);
  return (
    <div className="fm fm-cost" data-tone={tone} data-kind={quote.kind}>
      <p className="fm-cost-text" id={id}>
        {icon && <Icon name={icon} />}
        <span>{textOf(quote, texts, nowMs)}</span>
      </p>
      {wayOut(quote, { getCredits, signUp })}
    </div>
  );
}

function iconOf(quote: ShownQuote, tone: CostTone): IconName | null {
  if (quote.kind === 'offline') return 'offline';
  if (quote.kind === 'unavailable') return 'power';
  return quote.kind === 'priced' && quote.state.kind === 'suspended' ? 'ban' : icons[tone];
}

function wayOut(quote: ShownQuote, ways: { getCredits: ReactNode; signUp: ReactNode }): ReactNode {
  if (quote.kind !== 'priced') return null;
  switch (quote.state.kind) {
    case 'insufficient':
    case 'low':
    case 'partly':
      return quote.creditsSold ? ways.getCredits : null;
    case 'plan-required':
      return ways.getCredits;
    case 'guest-limited':
    case 'guest-barred':
      return ways.signUp;
    default:
      return null;
  }
}

function textOf(quote: ShownQuote, texts: KitTexts, nowMs: number): string {
  switch (quote.kind) {
    case 'loading':
      return texts.cost.loadingPrice;
    case 'offline':
      return texts.cost.offline;
    case 'unavailable':
      return texts.error(quote.error);
    case 'priced':
      return pricedText(quote, texts.cost, nowMs);
    default:
      return assertNever(quote);
  }
}

function pricedText(quote: Priced, cost: KitTexts['cost'], nowMs: number): string {
  const { state, exact, startedRate, priceMicros, creditsSold, advice } = quote;
  const used = exact ? '' : cost.paysForUse;
  const fair = startedRate ? cost.countsInFull(startedRate) : used;
  switch (state.kind) {
    case 'loading':
      return cost.loadingBalance;
    case 'unlimited':
      return cost.unlimited;
    case 'free':
      return cost.free;
    case 'enough':
      if (priceMicros === 0) return cost.have(state.leftMicros);
      return sentences(cost.left(state.leftMicros, exact), fair);
    case 'low':
      return sentences(cost.low(state.leftMicros, exact), fair);
    case 'partly':
      return cost.partly(state.availableMicros);
    case 'insufficient':
      return sentences(
        cost.price(priceMicros, exact),
        startedRate ? fair : '',
        cost.missing(state.availableMicros, state.missingMicros),
        advice ?? (creditsSold ? cost.getMore : ''),
      );
    case 'suspended':
      return cost.suspended(state.reason);
    case 'limited':
      return cost.limited(state.limit.max, state.limit.windowMs, state.retryAtMs - nowMs);
    case 'plan-required':
      return cost.needsPlan(state.plans);
    case 'guest':
      return cost.guest(state.left, state.limit.max);
    case 'guest-limited':
      return cost.guestLimited(state.limit.max, state.retryAtMs - nowMs);
    case 'guest-barred':
      return cost.guestBarred;
    default:
      return assertNever(state);
  }
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
