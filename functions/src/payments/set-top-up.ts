import { AppError, balanceMicros, type RequestOf, TERMS_VERSION } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { Handler } from '../platform/handle-call.ts';
import { newBilling } from './new-billing.ts';
import type { PaymentServices } from './payment-services.ts';
import type { TopUpQueue } from './top-up-queue.ts';

type Wanted = RequestOf<'setTopUp'>['topUp'];

/**
 * Turns the automatic top-up on, changes it or turns it off. What was charged this month still counts.
 * @throws AppError `not-found` without a card or such a pack, `invalid-argument` when a month's maximum buys no pack
 */
export function setTopUp(services: PaymentServices & { readonly topUps: TopUpQueue }): Handler<'setTopUp'> {
  return async ({ topUp, termsVersion }, { uid }) => {
    const { catalogs, meter, topUps, now } = services;
    if (topUp && termsVersion !== TERMS_VERSION) {
      throw new AppError(
        'version-conflict',
        'The terms have changed since they were shown. Read them again.',
      );
    }
    if (topUp) {
      const { catalog } = await catalogs.current(0);
      const pack = Object.hasOwn(catalog.packs, topUp.pack) ? catalog.packs[topUp.pack] : undefined;
      const priceCents = pack?.prices[topUp.currency];
      if (!priceCents) throw new AppError('not-found', 'This pack is not sold. Choose another one.');
      if (priceCents > topUp.monthlyMaxCents) {
        throw new AppError('invalid-argument', 'The maximum for a month is less than one pack costs.');
      }
    }
    const { account } = await meter.submit(uid, settingOf(uid, topUp, termsVersion));
    const { topUpBelowMicros } = account;
    await topUps.sawBalance(uid, { balanceMicros: balanceMicros(account, now()), topUpBelowMicros });
    return {};
  };
}

function settingOf(uid: string, topUp: Wanted, termsVersion: string): Command<'book'> {
  return {
    kind: 'book',
    documents: { billing: uid },
    book({ billing: stored }) {
      if (topUp && !stored?.card) {
        return new AppError('not-found', 'There is no saved card. Buy a pack first: its card is saved.');
      }
      const billing = stored ?? newBilling(uid);
      const topUpState = { ...billing.topUpState, termsVersion, stopped: null };
      return {
        // In the account stands below which balance a look is asked for.
        moves: [{ kind: 'watch', belowMicros: topUp?.belowMicros ?? null }],
        documents: { billing: { ...billing, topUp, topUpState } },
      };
    },
  };
}
