import {
  exactCredits,
  fineMoneyText,
  formatCredits,
  MICROS_PER_CREDIT,
  moneyText,
} from '@firemeter/functions/contract';
import { countdown } from './countdown.ts';
import type { KitTexts } from './kit-texts.ts';

/** Makes the English texts, with numbers and dates as a locale writes them. */
export function englishTexts(locale = 'en-US'): KitTexts {
  const amount = (micros: number) => exactCredits(micros, locale);
  const rounded = (micros: number) => formatCredits(micros, locale);
  const unit = (micros: number) => (micros === MICROS_PER_CREDIT ? 'credit' : 'credits');
  const credits = (micros: number) => `${amount(micros)} ${unit(micros)}`;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const moment = new Intl.DateTimeFormat(locale, {
    ...({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const),
  });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const upTo = (micros: number, isExact: boolean) => (isExact ? credits(micros) : `up to ${credits(micros)}`);
  const atLeast = (micros: number, isExact: boolean) =>
    isExact ? credits(micros) : `at least ${credits(micros)}`;
  return {
    ...{ credits, amount, rounded },
    date: (ms) => day.format(ms),
    moment: (ms) => moment.format(ms),
    money: (amountCents, currency) => moneyText(amountCents, currency, locale),
    fineMoney: (cents, currency) => fineMoneyText(cents, currency, locale),
    error: ({ message }) => message,
    balance: {
      label: 'Balance',
      low: 'Low balance:',
      unlimited: 'Unlimited credits',
      available: (micros) => `${rounded(micros)} ${unit(micros)} available`,
      held: (micros) => `${rounded(micros)} held`,
      owed: (micros) => `${rounded(micros)} owed`,
      spendTip: 'Credits you can spend now',
      lowTip: 'Low balance: get more credits',
      heldTip: 'Set aside for requests that are running',
      owedTip: 'Owed from a refund: the next credits repay it first',
      unlimitedTip: 'Unlimited: usage is recorded, nothing is charged',
    },
    cost: {
      loadingPrice: 'Looking up the price…',
      loadingBalance: 'Looking up your balance…',
      offline: 'You are offline. This works again as soon as you are back.',
      unlimited: 'Your account is unlimited: nothing is charged.',
      free: 'You are on the team: nothing is charged.',
      have: (micros) => `You have ${credits(micros)}.`,
      left: (micros, isExact) =>
        isExact ? `${credits(micros)} left after this.` : `At least ${credits(micros)} left after this.`,
      low: (micros, isExact) => `Low balance: ${atLeast(micros, isExact)} left after this.`,
      partly: (micros) => `You have ${credits(micros)}. The answer ends when they do.`,
      price: (micros, isExact) => `This costs ${upTo(micros, isExact)}.`,
      missing: (availableMicros, missingMicros) =>
        `You have ${amount(availableMicros)}, ${amount(missingMicros)} too few.`,
      getMore: 'Get more credits to go on.',
      paysForUse: 'You pay for what was used.',
      countsInFull: (rate) =>
        rate.kind === 'per-unit' ? `Each started ${rate.unitSize} ${rate.unit}s count in full.` : '',
      suspended: (reason) =>
        reason === null
          ? 'Your account is suspended. Contact us to have it lifted.'
          : `Your account is suspended: ${reason}. Contact us to have it lifted.`,
      limited: (max, windowMs, waitMs) =>
        `You have made ${max} requests in the last ${countdown(windowMs)}. Next one in ${countdown(waitMs)}.`,
      needsPlan: (plans) => `This model is for subscribers of ${either.format(plans)}.`,
      guest: (left, max) => `${left} of ${max} free left. No account needed.`,
      guestLimited: (max, waitMs) =>
        `Your ${max} free turns are used. The next one is free in ${countdown(waitMs)}.`,
      guestBarred: 'This needs an account.',
    },
    lots: {
      names: {
        welcome: 'Welcome credits',
        purchase: 'Purchase',
        subscription: 'From your plan',
        bonus: 'Bonus',
        referral: 'For a referral',
        promo: 'Promotion',
      },
      noneTitle: 'No credits yet',
      noneLeftTitle: 'No credits left',
      none: 'Credits you receive appear here, with their source and when they expire.',
      unlimited: 'Your account is unlimited: usage is recorded, nothing is charged.',
      sinceUntil: (grantedAtMs, expiresAtMs) =>
        `Since ${day.format(grantedAtMs)} · ${expiresAtMs === null ? 'never expires' : `until ${day.format(expiresAtMs)}`}`,
      frozen: 'Frozen: its payment is under dispute',
      owed: 'Owed',
      owedNote: 'Refunded after they were spent. Your next credits repay this first.',
    },
    packs: {
      title: 'Get credits',
      close: 'Close',
      loading: 'Loading packs…',
      none: 'No packs are sold at the moment',
      name: (label) => `${label} pack`,
      tags: { 'best-value': 'Best value', 'most-popular': 'Most popular' },
      creditsUnit: 'credits',
      bonus: (micros) => `including a bonus of ${amount(micros)}`,
      saves: (share) => `save ${percent.format(share / 100)}`,
      perCredit: (cents, currency) => `${fineMoneyText(cents, currency, locale)} per credit`,
      buy: (label) => `Buy the ${label} pack`,
      opening: 'Opening the payment page…',
    },
    models: {
      label: 'Model',
      recommended: 'Recommended for your balance.',
      tooExpensive: 'More than you have.',
      needsPlan: (plans) => `For subscribers of ${either.format(plans)}.`,
      off: 'Switched off at the moment.',
    },
    history: {
      label: 'Usage',
      loading: 'Loading your usage…',
      none: 'Nothing yet. Your requests appear here with what they cost.',
      failed: 'Your usage can’t be loaded at the moment. Trying again.',
      loadOlder: 'Load older',
      statuses: {
        pending: 'Waiting',
        processing: 'Running',
        completed: 'Completed',
        failed: 'Failed',
        expired: 'Expired',
      },
      noCharge: 'no charge',
    },
  };
}
