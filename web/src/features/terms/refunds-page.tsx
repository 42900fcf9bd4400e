import { t } from '@lingui/core/macro';
import { Paper } from './paper.tsx';

/** What can be given back, and what then becomes of the credits. */
export function RefundsPage() {
  return (
    <Paper
      title={t`Refund policy`}
      other={{ to: '/terms', label: t`Terms of sale` }}
      sections={[
        {
          title: t`Work that fails`,
          text: t`Nothing to ask for: the credits set aside for it come back automatically, less what was delivered until then, such as the beginning of an answer.`,
        },
        {
          title: t`A pack you do not want`,
          text: t`Write to [address] within [14] days of paying. What is unused of the pack is paid back, to where the payment came from; this takes [5 to 10] days.`,
        },
        {
          title: t`A plan`,
          text: t`Cancel it at any time; it goes on to the end of the period that was paid. A period that has begun is paid back only where the law asks for it. [Right of withdrawal where you sell.]`,
        },
        {
          title: t`What becomes of the credits`,
          text: t`A refund takes the credits behind it out of the balance. Those that were spent already are owed: the balance never falls below zero, and the next credits that come in settle what is owed first. You see this in your balance and on the receipt.`,
        },
        {
          title: t`Disputes`,
          text: t`If you ask your bank to take a payment back, its credits are frozen until the bank has decided: they come back if the payment stands, and are taken if it does not. Writing to us first is quicker.`,
        },
      ]}
    />
  );
}
