import { z } from 'zod';
import { Caps, WantedCaps } from '../limits/caps.ts';
import { Micros } from '../money/micros.ts';
import { AgreementRequest, Country } from '../policies/terms.ts';
import { RequestLabel } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { PageError } from './page-error.ts';

/** The calls of people about their own account. */
export const accountCallables = {
  /** Creates the caller's account on first sign-in, and grants the welcome credits, once per identity. */
  openAccount: {
    caller: 'guest',
    request: z.strictObject({}),
    response: z.strictObject({
      accountId: z.string(),
      remainingMicros: Micros,
      /** The credits that this call granted; 0 if they were granted before. */
      welcomeMicros: Micros,
      /** Whether this call opened the account. Only then does the agreement on the sign-up page count. */
      isNew: z.boolean(),
      /** The agreement that is missing before the caller can use or buy anything; null: none. */
      agreement: AgreementRequest.nullable(),
    }),
  },
  /**
   * Agrees to a version of the terms, and confirms the minimum age. `agreement-required` with the age, if it is higher in
   * the country that the request comes from.
   */
  agreeToTerms: {
    caller: 'person',
    request: z.strictObject({
      version: z.int().min(1),
      via: z.enum(['sign-up', 'dialog']),
      /** The age that the caller confirms to have at least. */
      age: z.int().min(0).max(120),
      /** The country that the caller chose; null: none with a limit of its own, or they had no choice. */
      country: Country.nullable(),
    }),
    response: z.strictObject({ version: z.int().min(1) }),
  },
  /** Copies the work of a guest to the existing account that they have signed in to. */
  mergeGuest: {
    caller: 'person',
    request: z.strictObject({ guestToken: wellFormedText({ min: 1, max: 4_000 }) }),
    response: z.strictObject({ movedActivities: z.int().min(0) }),
  },
  /** Sets the most that the caller's account, or its requests with a label, may spend in a day and in a month; null: no cap. */
  setCaps: {
    caller: 'person',
    request: z.strictObject({ caps: WantedCaps.nullable(), label: RequestLabel.optional() }),
    response: z.strictObject({ caps: Caps.nullable() }),
  },
  /** Reports that a page failed in the browser. What exceeds the limits of reports is dropped without an error. */
  reportPageError: {
    caller: 'guest',
    request: PageError,
    response: z.strictObject({}),
  },
} as const;
