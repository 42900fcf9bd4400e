import { openAppeal, reinstateAccount, settleAppeal } from './appeals/appeal-reducers.ts';
import { giveBack } from './credits/give-back-credits.ts';
import { returnCharge } from './credits/return-credits.ts';
import { takeBack } from './credits/take-back-credits.ts';

/** The reducers of staff actions, by name. The meter is made with these. */
export const adminReducers = { giveBack, openAppeal, reinstateAccount, returnCharge, settleAppeal, takeBack };
