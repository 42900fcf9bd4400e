import type { Firestore } from 'firebase-admin/firestore';
import type Stripe from 'stripe';
import type { Meter } from '../meter/lane/meter.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';

export interface PaymentServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly catalogs: Catalogs;
  readonly now: () => number;
  /** @throws AppError `not-configured` where there are no payments */
  readonly stripe: () => Promise<Stripe>;
  /** Whether the key is one for real money. */
  readonly isLive: () => boolean;
  /** Returns the address of the app, to which Stripe's pages lead back. */
  readonly siteAddress: () => string;
  readonly hasAutomaticTax: () => boolean;
}
