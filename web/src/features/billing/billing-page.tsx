import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Receipt } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { BuyingTabs } from '../../components/money/buying-tabs.tsx';
import { PaymentList } from '../../components/money/payment-list.tsx';
import { PaymentReceipt } from '../../components/money/payment-receipt.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useBilling } from '../../lib/data/use-billing.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useOwnPayments } from '../../lib/data/use-own-payments.ts';
import { paymentSource } from '../../lib/service/sources/live-sources.ts';
import { CardSection } from './card-section.tsx';
import { PlanSection } from './plan-section.tsx';
import { TopUpSection } from './top-up-section.tsx';

interface BillingPageProps {
  /** The payment that is looked at. */
  paymentId: string | undefined;
  onPayment: (paymentId: string | undefined) => void;
}

/** How somebody pays, and everything they have paid. */
export function BillingPage({ paymentId, onPayment }: BillingPageProps) {
  const { items, ...list } = useOwnPayments();
  const { status } = list;
  const { status: paying, billing } = useBilling();
  const { status: selling, published } = useCatalog();
  const { account } = useAccount();
  const isSuspended = account?.status === 'suspended';
  const opened = useLive(paymentId === undefined ? null : paymentSource(paymentId)).items?.[0];
  const lot = account?.lots.find(({ lotId }) => lotId === opened?.value.lot?.lotId);
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title={t`Payments`}
        aside={
          <>
            <LiveMark status={status} />
            <BuyingTabs />
          </>
        }
      >
        <Trans>Your purchases, receipts and payment method.</Trans>
      </PageHeader>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <Panel title={t`Purchases`}>
          {!items ? (
            <Unread status={status}>
              <div role="status" aria-label={t`Loading your payments`} className="space-y-2 p-4">
                {['a', 'b', 'c'].map((key) => (
                  <Skeleton key={key} className="h-14 rounded-xl" />
                ))}
              </div>
            </Unread>
          ) : items.length === 0 ? (
            <EmptyState
              icon={Receipt}
              title={t`Nothing bought yet`}
              action={
                <Link to="/credits" className={buttonClass({ look: 'primary' })}>
                  <Trans>See the packs</Trans>
                </Link>
              }
            >
              <Trans>Packs and plans you buy appear here with their receipts.</Trans>
            </EmptyState>
          ) : (
            <div className="pb-6">
              <PaymentList payments={items} onOpen={onPayment} />
              <LoadOlder list={list} />
            </div>
          )}
        </Panel>
        {billing !== undefined && published ? (
          <div className="space-y-5">
            <Panel title={t`Plan`}>
              <PlanSection billing={billing} plans={published.catalog.plans} isSuspended={isSuspended} />
            </Panel>
            <Panel title={t`Automatic top-up`}>
              <TopUpSection billing={billing} catalog={published.catalog} paused={isSuspended} />
            </Panel>
            <Panel title={t`Card and invoices`}>
              <CardSection billing={billing} />
            </Panel>
          </div>
        ) : (
          <Unread status={[paying, selling]}>
            <div role="status" aria-label={t`Loading how you pay`} className="space-y-5">
              <Skeleton className="h-40 rounded-2xl" />
              <Skeleton className="h-32 rounded-2xl" />
            </div>
          </Unread>
        )}
      </div>
      <Sheet title={t`Receipt`} open={opened !== undefined} onClose={() => onPayment(undefined)}>
        {opened && (
          <PaymentReceipt payment={opened} remainingMicros={account && (lot?.remainingMicros ?? 0)} />
        )}
      </Sheet>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-2xl border border-line bg-surface">
      <h2 className="border-line border-b px-5 py-4 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
