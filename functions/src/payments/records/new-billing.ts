import { type Billing, NO_TOP_UPS } from '../../contract/index.ts';

/** Returns the billing of an account that has never paid. @param uid the user who pays first */
export function newBilling(uid: string): Billing {
  return {
    schemaVersion: 1,
    uid,
    customerId: null,
    card: null,
    subscription: null,
    paidPlan: null,
    otherSubscriptions: null,
    nextAllotmentAt: null,
    topUp: null,
    topUpState: NO_TOP_UPS,
    disputes: [],
  };
}
