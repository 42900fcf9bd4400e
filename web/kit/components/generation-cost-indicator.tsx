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
  /** Whether the price stands elsewhere, such as on the button; absent: it is said here. */
  readonly isPriceShown?: boolean;
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

/** Below a prompt: the price and what will be left, or what stands in the way and what to do about it. */
export function GenerationCostIndicator(props: GenerationCostIndicatorProps) {
  const { quote, isPriceShown = false, id, getCredits, signUp } = props;
  const nowMs = useNow({ everyMs: 1_000 });
  const texts = useTexts();
  const tone = quote.kind === 'priced' ? toneOf(quote.state) : 'unknown';
  const icon = iconOf(quote, tone);
  return (
    <div className="fm fm-cost" data-tone={tone} data-kind={quote.kind}>
      <p className="fm-cost-text" id={id}>
        {icon && <Icon name={icon} />}
        <span>{textOf(quote, { texts, isPriceShown, nowMs })}</span>
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

interface Telling {
  readonly texts: KitTexts;
  readonly isPriceShown: boolean;
  readonly nowMs: number;
}

function textOf(quote: ShownQuote, telling: Telling): string {
  const { texts } = telling;
  switch (quote.kind) {
    case 'loading':
      return texts.cost.loadingPrice;
    case 'offline':
      return texts.cost.offline;
    case 'unavailable':
      return texts.error(quote.error);
    case 'priced':
      return pricedText(quote, telling);
    default:
      return assertNever(quote);
  }
}

function pricedText(quote: Priced, { texts: { cost }, isPriceShown, nowMs }: Telling): string {
  const { state, exact, startedRate, priceMicros, creditsSold, advice } = quote;
  const price = isPriceShown ? '' : cost.price(priceMicros, exact);
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
      return sentences(price, cost.left(state.leftMicros, exact), fair);
    case 'low':
      return sentences(price, cost.low(state.leftMicros, exact), fair);
    case 'partly':
      return sentences(price, cost.partly(state.availableMicros));
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
