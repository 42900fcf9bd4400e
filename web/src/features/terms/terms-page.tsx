import { t } from '@lingui/core/macro';
import { Paper } from './paper.tsx';

/** What is agreed to by buying. */
export function TermsPage() {
  return (
    <Paper
      title={t`Terms of sale`}
      other={{ to: '/refunds', label: t`Refund policy` }}
      sections={[
        {
          title: t`Who sells`,
          text: t`[Name and address of the operator, how to be reached, and the number under which the business is registered.]`,
        },
        {
          title: t`What credits are`,
          text: t`Credits pay for work done here: pictures, videos, recordings, answers. They are not money, cannot be turned into money, and belong to the account that bought them. The price of each piece of work is shown before it starts; of work that fails only what was delivered is charged.`,
        },
        {
          title: t`Packs`,
          text: t`A pack is paid once. Its credits come as soon as the payment has arrived, and never expire.`,
        },
        {
          title: t`Plans`,
          text: t`A plan is paid at the beginning of each month or year and renews until it is cancelled, which is possible at any time and takes effect at the end of the period that was paid. Its credits come every month; those that are left at the end of a month lapse, except for what the plan lets go over. They never touch credits bought as packs. Unlimited plans are for one person’s own work, up to the fair use that is shown with them.`,
        },
        {
          title: t`Automatic top-up`,
          text: t`It is off until you turn it on. It then charges the saved card for the pack you chose when your balance falls below what you set, never more in a calendar month than your maximum, until you turn it off.`,
        },
        {
          title: t`Payment`,
          text: t`Payments are taken by Stripe; card numbers never reach us. Prices are shown in the currency you choose, and taxes where they apply before you pay.`,
        },
        {
          title: t`Fair play`,
          text: t`An account whose payments are disputed again and again may be suspended. [Law that applies, and the place of jurisdiction.]`,
        },
      ]}
    />
  );
}
