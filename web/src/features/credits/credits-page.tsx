import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { BuyingTabs } from '../../components/money/buying-tabs.tsx';
import { useBilling } from '../../lib/data/use-billing.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useSpendable } from '../../lib/data/use-spendable.ts';
import { exactCredits } from '../../lib/texts/format.ts';
import { Offers } from './offers.tsx';
import { promiseOf } from './promise-of.ts';
import { RefundTimesNote } from './refund-times-note.tsx';

/** What credits cost, what they make, and where they are bought. */
export function CreditsPage({ onPaid }: { onPaid: (paymentId: string) => void }) {
  const { status, published } = useCatalog();
  const { billing } = useBilling();
  const { account, availableMicros } = useSpendable();
  const countable = account && !account.unlimited && account.kind === 'person';
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title={t`Credits`}
        aside={
          <>
            {countable && availableMicros !== undefined && (
              <Link to="/account" className="nums rounded-lg px-2 py-1 text-ink-2 hover:text-ink">
                <Trans>
                  Balance:{' '}
                  <span className="font-semibold text-ink text-xl">{exactCredits(availableMicros)}</span>
                </Trans>
              </Link>
            )}
            {account?.kind === 'person' && <BuyingTabs />}
          </>
        }
      >
        {published && promiseOf(published.catalog)}
      </PageHeader>
      {account?.status === 'suspended' && (
        <p className="mb-6 rounded-xl border border-bad/30 bg-bad/8 p-4">
          <Trans>
            Your account is suspended. Nothing can be bought until it is reinstated; what you have stays, and
            does not expire meanwhile.
          </Trans>
        </p>
      )}
      {published ? (
        <Offers
          published={published}
          billing={billing}
          availableMicros={countable && availableMicros !== undefined ? availableMicros : null}
          onPaid={onPaid}
        />
      ) : (
        <Unread status={status}>
          <OffersSkeleton />
        </Unread>
      )}
      <RefundTimesNote />
    </div>
  );
}

function OffersSkeleton() {
  return (
    <div role="status" aria-label={t`Loading the packs`} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-64 rounded-2xl" />
      ))}
    </div>
  );
}
