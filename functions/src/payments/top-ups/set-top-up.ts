import {
  AppError,
  balanceMicros,
  compareMoney,
  type RequestOf,
  TERMS_VERSION,
} from '../../contract/index.ts';
import type { Booking } from '../../meter/commands.ts';
import type { AgreementChecks } from '../../platform/calls/agreement-checks.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { checkAgreement } from '../../platform/calls/guard.ts';
import { type Known, paymentCommand } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { newBilling } from '../records/new-billing.ts';
import { readBilling } from '../records/read-records.ts';
import { monthStart } from './top-up.ts';
import { chargedThisMonth } from './top-up-charges.ts';
import { monthlyMax, priceIn } from './top-up-money.ts';
import type { TopUpQueue } from './top-up-queue.ts';

type Wanted = RequestOf<'setTopUp'>['topUp'];

/**
 * Turns automatic top-up on or off, or changes it. Charges of this month still count.
 * @throws AppError `not-found` without a card or such a pack; `invalid-argument` when the monthly maximum buys no pack
 */
export function setTopUp(
  services: PaymentServices & {
    readonly topUps: TopUpQueue;
    readonly agreements: Pick<AgreementChecks, 'required' | 'findMissing'>;
  },
): Handler<'setTopUp'> {
  return async ({ topUp, termsVersion }, context) => {
    const { catalogs, meter, topUps, now, agreements } = services;
    const { accountId, uid } = context;
    // Turning it off needs no agreement.
    const rejection = topUp ? await checkAgreement(agreements, context) : null;
    if (rejection) throw rejection;
    if (topUp && termsVersion !== TERMS_VERSION) {
      throw new AppError('version-conflict', { reason: 'terms' });
    }
    if (topUp) {
      const { catalog } = await catalogs.current(0);
      const pack = Object.hasOwn(catalog.packs, topUp.pack) ? catalog.packs[topUp.pack] : undefined;
      const price = priceIn(topUp.currency, pack?.prices);
      if (!price) throw new AppError('not-found', { reason: 'pack' });
      if (compareMoney(price, monthlyMax(topUp)) > 0) {
        throw new AppError('invalid-argument', { reason: 'top-up-maximum' });
      }
    }
    const charged = topUp && (await chargedIn(services, accountId, topUp.currency));
    const facts = { uid, topUp, termsVersion, charged };
    const command = paymentCommand({ accountId, reducer: 'changeTopUp', facts });
    const { account } = await meter.submit(accountId, command);
    const { topUpBelowMicros } = account;
    await topUps.sawBalance(accountId, { balanceMicros: balanceMicros(account, now()), topUpBelowMicros });
    return {};
  };
}

/** This month's charges in a currency, as of a number of charges. */
interface Charged {
  readonly count: number;
  readonly monthStartMs: number;
  readonly chargedCents: number;
}

/** Returns this month's charges in a currency; null: the state already counts in this currency. */
async function chargedIn(
  { db, now }: PaymentServices,
  accountId: string,
  currency: string,
): Promise<Charged | null> {
  const billing = await readBilling({ db }, accountId);
  if (!billing || billing.topUp?.currency === currency) return null;
  const { count } = billing.topUpState;
  const nowMs = now();
  const chargedCents = await chargedThisMonth(db, { accountId, count, currency, nowMs });
  return { count, monthStartMs: monthStart(nowMs), chargedCents };
}

/**
 * Sets, changes or ends automatic top-up. Rejects it with `not-found` without a card, and with `busy` after a charge.
 */
export function changeTopUp(
  { billing: stored }: Known,
  {
    uid,
    topUp,
    termsVersion,
    charged,
  }: {
    readonly uid: string;
    readonly topUp: Wanted;
    readonly termsVersion: string;
    readonly charged: Charged | null;
  },
): Booking | AppError {
  if (topUp && !stored?.card) {
    return new AppError('not-found', { reason: 'top-up-card' });
  }
  const billing = stored ?? newBilling(uid);
  const state = billing.topUpState;
  const isSame = topUp === null || billing.topUp?.currency === topUp.currency;
  if (!isSame && (charged?.count ?? 0) !== state.count) {
    return new AppError('busy', { reason: 'top-up-charged', retryAfterMs: 1_000 });
  }
  const { count: _, ...counted } = (!isSame && charged) || state;
  const topUpState = { ...state, ...counted, termsVersion, stopped: null };
  return {
    // The account stores the balance below which a check is requested.
    moves: [{ kind: 'note', fields: { topUpBelowMicros: topUp?.belowMicros ?? null } }],
    documents: { billing: { ...billing, topUp, topUpState } },
  };
}
