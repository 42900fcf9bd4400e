import type { KeptItem } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** What stays after an erasure, and on what basis. */
export const keptTexts: Readonly<Record<KeptItem['what'], { readonly what: string; readonly why: string }>> =
  {
    books: {
      what: t`Ledger, payments and usage, under the bare account id`,
      why: t`Accounting and tax law: the operator must be able to prove its books. Invoices stay at Stripe.`,
    },
    audit: {
      what: t`Actions of staff on your account, without reasons and names`,
      why: t`Proof that nothing was changed unseen.`,
    },
    signals: {
      what: t`Counts of signs of abuse, without texts`,
      why: t`Legitimate interest: protection of others.`,
    },
    'welcome-digest': {
      what: t`A digest of your email address`,
      why: t`Legitimate interest: welcome credits are given once per person.`,
    },
    request: { what: t`This request, under the bare account id`, why: t`Proof that it was carried out.` },
    agreements: {
      what: t`What you agreed to and when, under the bare account id`,
      why: t`Proof of the terms that you used the service under.`,
    },
    copies: {
      what: t`Backups and logs`,
      why: t`They expire automatically, and are not used for anything else.`,
    },
    dispute: {
      what: t`Addresses and devices of your requests, your name, email and card, and your appeals`,
      why: t`Evidence while a payment is disputed, at most until then.`,
    },
    review: {
      what: t`Addresses and devices of your requests, the signs of abuse, and your appeals`,
      why: t`Evidence while a review is open, at most until then.`,
    },
    'legal-hold': {
      what: t`Evidence that a court or an authority has asked to keep`,
      why: t`Legal obligation, until it ends.`,
    },
  };
