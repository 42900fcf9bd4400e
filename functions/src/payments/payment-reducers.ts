import { noteCustomer } from './checkout/note-customer.ts';
import { allotDueMonths } from './monthly-credits/allotment-booking.ts';
import { recordPayment } from './records/open-payment.ts';
import { requestEvidence } from './refunds-and-disputes/evidence/submit-dispute-evidence.ts';
import { requestRefund } from './refunds-and-disputes/refund-payment.ts';
import { applyChange, applyEvent } from './stripe-change.ts';
import { endTopUps } from './suspension/pause-payments.ts';
import { claimTopUp } from './top-ups/run-top-up.ts';
import { changeTopUp } from './top-ups/set-top-up.ts';

/** The reducers of payments, by name. The meter is made with these. */
export const paymentReducers = {
  allotDueMonths,
  applyChange,
  applyEvent,
  changeTopUp,
  claimTopUp,
  endTopUps,
  noteCustomer,
  recordPayment,
  requestEvidence,
  requestRefund,
};
