import { closeAccount, reopenAccount } from './close-account.ts';
import { forfeitCredits } from './forfeit-credits.ts';

/** The reducers of erasures, by name. The meter is made with these. */
export const privacyReducers = { closeAccount, forfeitCredits, reopenAccount };
