import { MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import type { KitTexts } from '#kit/texts/kit-texts.ts';
import { helpOf } from '../errors/describe-error.ts';
import { startedText } from './describe-rate.ts';
import {
  countdownText,
  creditsText,
  dateText,
  exactCredits,
  formatCredits,
  momentText,
  orText,
  percentText,
} from './format.ts';
import { isolated } from './isolated.ts';
import { lotNames } from './lot-names.ts';
import { fineMoneyText, moneyText } from './money-text.ts';

/** The texts of the kit's components, in the language that is shown. */
export const kitTexts: KitTexts = {
  credits: creditsText,
  amount: exactCredits,
  rounded: formatCredits,
  date: dateText,
  moment: (ms) => momentText(ms, Date.now()),
  money: moneyText,
  fineMoney: fineMoneyText,
  error: helpOf,
  balance: {
    label: t`Balance`,
    low: t`Low balance:`,
    unlimited: t`Unlimited credits`,
    available(micros) {
      const amount = formatCredits(micros);
      return plural(micros / MICROS_PER_CREDIT, {
        one: `${amount} credit available`,
        other: `${amount} credits available`,
      });
    },
    held: (micros) => t`${formatCredits(micros)} held`,
    owed: (micros) => t`${formatCredits(micros)} owed`,
    spendTip: t`Credits you can spend now`,
    lowTip: t`Low balance: get more credits`,
    heldTip: t`Set aside for requests that are running`,
    owedTip: t`Owed from a refund: the next credits repay it first`,
    unlimitedTip: t`Unlimited: usage is recorded, nothing is charged`,
  },
  cost: {
    loadingPrice: t`Looking up the price…`,
    loadingBalance: t`Looking up your balance…`,
    offline: t`You are offline. This works again as soon as you are back.`,
    unlimited: t`Your account is unlimited: nothing is charged.`,
    free: t`You are on the team: nothing is charged.`,
    have: (micros) => t`You have ${creditsText(micros)}.`,
    left: (micros, isExact) =>
      isExact
        ? t`${creditsText(micros)} left after this.`
        : t`At least ${creditsText(micros)} left after this.`,
    low: (micros, isExact) =>
      isExact
        ? t`Low balance: ${creditsText(micros)} left after this.`
        : t`Low balance: at least ${creditsText(micros)} left after this.`,
    partly: (micros) => t`You have ${creditsText(micros)}. The answer ends when they do.`,
    price(micros, isExact) {
      const price = isExact ? creditsText(micros) : t`up to ${creditsText(micros)}`;
      return t`This costs ${price}.`;
    },
    missing: (availableMicros, missingMicros) =>
      t`You have ${exactCredits(availableMicros)}, ${exactCredits(missingMicros)} too few.`,
    getMore: t`Get more credits to go on.`,
    paysForUse: t`You pay for what was used.`,
    countsInFull(rate) {
      const started = startedText(rate);
      return started ? t`Each ${started} counts in full.` : '';
    },
    suspended: (reason) =>
      reason
        ? t`Your account is suspended: ${isolated(reason)}. Contact the team to have it lifted.`
        : t`Your account is suspended. Contact the team to have it lifted.`,
    limited(max, windowMs, waitMs) {
      const next = countdownText(waitMs);
      return windowMs === 3_600_000
        ? t`You have made ${max} requests in the last hour. Next one in ${next}.`
        : t`You have made ${max} requests in the last ${countdownText(windowMs)}. Next one in ${next}.`;
    },
    needsPlan: (plans) => t`This model is for subscribers of ${orText(plans)}.`,
    guest: (left, max) => t`${left} of ${max} free left. No account needed.`,
    guestLimited: (max, waitMs) =>
      t`Your ${max} free turns are used. The next one is free in ${countdownText(waitMs)}.`,
    guestBarred: t`This needs an account.`,
  },
  lots: {
    names: lotNames,
    noneTitle: t`No credits yet`,
    noneLeftTitle: t`No credits left`,
    none: t`Credits you receive appear here, with their source and when they expire.`,
    unlimited: t`Your account is unlimited: usage is recorded, nothing is charged.`,
    sinceUntil: (grantedAtMs, expiresAtMs) =>
      t`Since ${dateText(grantedAtMs)} · ${expiresAtMs === null ? t`never expires` : t`until ${dateText(expiresAtMs)}`}`,
    frozen: t`Frozen: its payment is under dispute`,
    owed: t`Owed`,
    owedNote: t`Refunded after they were spent. Your next credits repay this first.`,
  },
  packs: {
    title: t`Get credits`,
    close: t`Close`,
    loading: t`Loading packs…`,
    none: t`No packs are sold at the moment`,
    name: (label) => t`${isolated(label)} pack`,
    tags: { 'best-value': t`Best value`, 'most-popular': t`Most popular` },
    creditsUnit: t`credits`,
    bonus: (micros) => t`including a bonus of ${exactCredits(micros)}`,
    saves: (percent) => t`save ${percentText(percent / 100)}`,
    perCredit: (cents, currency) => t`${fineMoneyText(cents, currency)} per credit`,
    buy: (label) => t`Buy the ${isolated(label)} pack`,
    opening: t`Opening the payment page…`,
  },
  models: {
    label: t`Model`,
    recommended: t`Recommended for your balance.`,
    tooExpensive: t`More than you have.`,
    needsPlan: (plans) => t`For subscribers of ${orText(plans)}.`,
    off: t`Switched off at the moment.`,
  },
  history: {
    label: t`Usage`,
    loading: t`Loading your usage…`,
    none: t`Nothing yet. Your requests appear here with what they cost.`,
    failed: t`Your usage can’t be loaded at the moment. Trying again.`,
    loadOlder: t`Load older`,
    statuses: {
      pending: t`Waiting`,
      processing: t`Running`,
      completed: t`Completed`,
      failed: t`Failed`,
      expired: t`Expired`,
    },
    noCharge: t`no charge`,
  },
};
