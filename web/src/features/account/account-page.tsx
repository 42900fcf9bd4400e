import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { LotList } from '#kit/components/lot-list.tsx';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { exactCredits } from '../../lib/texts/format.ts';
import { AgreementsCard } from './agreement/agreements-card.tsx';
import { LiftedNotice } from './appeal.tsx';
import { DataCard } from './data-card.tsx';
import { ErasureNotice } from './erasure/erasure-notice.tsx';
import { LotPayment } from './lot-payment.tsx';
import { NotificationCard } from './notification-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { SuspensionNotice } from './suspension-notice.tsx';
import { ThemeCard } from './theme-card.tsx';

export function AccountPage() {
  const { status, account, availableMicros } = useAccount();
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Account`}>
        <Trans>Your profile, and where your credits come from.</Trans>
      </PageHeader>
      <ErasureNotice />
      <SuspensionNotice />
      <LiftedNotice />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <section aria-labelledby="lots" className="rounded-2xl border border-line bg-surface">
          <div className="flex items-baseline justify-between gap-4 border-b px-5 py-4">
            <h2 id="lots" className="font-semibold">
              <Trans>Credits</Trans>
            </h2>
            {availableMicros !== undefined && !account?.unlimited && (
              <p className="nums text-ink-2">
                <Trans>
                  <span className="font-semibold text-ink text-xl">{exactCredits(availableMicros)}</span>{' '}
                  available
                </Trans>
              </p>
            )}
          </div>
          {account ? (
            <LotList
              lots={account.lots}
              unlimited={account.unlimited}
              debtMicros={account.debtMicros}
              behind={(lot) => <LotPayment lot={lot} />}
            />
          ) : (
            <Unread status={status}>
              <Skeleton className="m-5 h-24" />
            </Unread>
          )}
          <p className="border-t px-5 py-3.5">
            <Link
              to="/account/books"
              className="inline-flex items-center gap-2 rounded-md font-medium text-ink-2 hover:text-ink"
            >
              <ShieldCheck aria-hidden="true" className="size-4 text-ink-3" />
              <Trans>Verify your books</Trans>
            </Link>
          </p>
        </section>
        <div className="space-y-5">
          <ProfileCard />
          <NotificationCard />
          <ThemeCard />
          <AgreementsCard />
          <DataCard />
        </div>
      </div>
    </div>
  );
}
