import { allotDueMonths } from './allotment-booking.ts';
import { noteCustomer } from './note-customer.ts';
import { recordPayment } from './open-payment.ts';
import { endTopUps } from './pause-payments.ts';
import { requestRefund } from './refund-payment.ts';
import { claimTopUp } from './run-top-up.ts';
import { changeTopUp } from './set-top-up.ts';
import { applyChange, applyEvent } from './stripe-change.ts';

/** Decide the `book` commands of payments, each under its own name. The meter is made with these. */
export const paymentReducers = {
  allotDueMonths,
  applyChange,
  applyEvent,
  changeTopUp,
  claimTopUp,
  endTopUps,
  noteCustomer,
  recordPayment,
  requestRefund,
};
