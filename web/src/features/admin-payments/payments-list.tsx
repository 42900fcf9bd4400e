import type { Catalog, Payment } from '@firemeter/functions/contract';
import { PaymentState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Receipt, SearchX, TriangleAlert } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { PaymentBadge } from '../../components/money/payment-badge.tsx';
import { UserAvatar } from '../../components/people/user-avatar.tsx';
import { Button } from '../../components/ui/button.tsx';
import { DayRange } from '../../components/ui/day-range.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { currenciesOf } from '../../lib/data/use-currency.ts';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { allPaymentList } from '../../lib/service/sources/list-sources.ts';
import { creditsText, dateTimeText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { boughtText, paymentStateTexts } from '../../lib/texts/payment-words.ts';
import { ExportPayments } from './export-payments.tsx';
import { isFiltered, noPaymentFilter, type PaymentsSearch, toPaymentFilter } from './payment-filter.ts';
import { PaymentSheet } from './payment-sheet.tsx';

interface PaymentsListProps {
  search: PaymentsSearch;
  onSearch: (patch: Partial<PaymentsSearch>, options?: { push: true }) => void;
}

/** Shows everyone's payments, newest first. */
export function PaymentsList({ search, onSearch }: PaymentsListProps) {
  const filter = toPaymentFilter(search);
  const { items, ...list } = useList(allPaymentList(filter));
  const { published } = useCatalog();
  return (
    <>
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <Segmented
          label={t`Kind`}
          value={search.kind}
          options={[
            { value: 'all', label: t`All` },
            { value: 'pack', label: t`Packs` },
            { value: 'plan', label: t`Plans` },
          ]}
          onChange={(kind) => onSearch({ kind })}
        />
        <Select
          label={t`Status`}
          value={search.state}
          options={[
            { value: 'all', label: t`Any status` },
            ...PaymentState.options.map((value) => ({ value, label: paymentStateTexts[value] })),
          ]}
          onChange={(state) => onSearch({ state })}
        />
        <Select
          label={t`Currency`}
          value={search.currency}
          options={[
            { value: '', label: t`All currencies` },
            ...currenciesToChoose(published?.catalog, search.currency).map((value) => ({
              value,
              label: value.toUpperCase(),
            })),
          ]}
          onChange={(currency) => onSearch({ currency })}
        />
        <Select
          label={t`Fraud warnings`}
          value={search.warning}
          options={[
            { value: 'all', label: t`All payments` },
            { value: 'open', label: t`Open fraud warning` },
            { value: 'any', label: t`Any fraud warning` },
          ]}
          onChange={(warning) => onSearch({ warning })}
        />
        <DayRange fromDay={search.fromDay} untilDay={search.untilDay} onChange={onSearch} />
        <span className="ms-auto">
          <ExportPayments filter={filter} />
        </span>
      </search>
      {!items ? (
        <Unread status={list.status}>
          <div role="status" aria-label={t`Loading the payments`} className="space-y-2">
            <Skeleton className="h-14 rounded-xl" />
            <Skeleton className="h-14 rounded-xl" />
            <Skeleton className="h-14 rounded-xl" />
          </div>
        </Unread>
      ) : items.length > 0 ? (
        <ul
          aria-label={t`Payments`}
          className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface"
        >
          {items.map((item) => (
            <Row key={item.id} item={item} onOpen={() => onSearch({ payment: item.id }, { push: true })} />
          ))}
        </ul>
      ) : isFiltered(search) ? (
        <EmptyState
          icon={SearchX}
          title={t`No matching payments`}
          action={
            <Button onClick={() => onSearch(noPaymentFilter)}>
              <Trans>Clear filters</Trans>
            </Button>
          }
        >
          <Trans>No payment matches these filters.</Trans>
        </EmptyState>
      ) : (
        <EmptyState icon={Receipt} title={t`No payments yet`}>
          <Trans>Payments appear here as soon as somebody begins to pay.</Trans>
        </EmptyState>
      )}
      <LoadOlder list={list} />
      <PaymentSheet paymentId={search.payment || undefined} onClose={() => onSearch({ payment: '' })} />
    </>
  );
}

function Row({ item: { value: payment }, onOpen }: { item: LiveItem<Payment>; onOpen: () => void }) {
  const { uid, bought, currency, refundedCents, fraudWarning } = payment;
  const dueAtMs = evidenceDueMs(payment);
  const who = useEmailOf(uid);
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-1 px-4 py-3 text-[0.8125rem] transition-colors hover:bg-raised/60 md:grid-cols-[auto_minmax(0,2fr)_minmax(0,2fr)_9rem_11rem_7rem]">
      <UserAvatar uid={uid} />
      <span className="min-w-0">
        <RowButton onClick={onOpen} className="font-medium text-sm">
          {who}
        </RowButton>
        <span className="block truncate text-ink-3 text-xs md:hidden">{boughtText(bought)}</span>
        {fraudWarning?.isActionable && (
          <span className="flex items-center gap-1 text-bad text-xs">
            <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" /> <Trans>Fraud warning</Trans>
          </span>
        )}
        {dueAtMs !== null && (
          <span className="block text-held text-xs">{t`Evidence due ${dateTimeText(dueAtMs)}`}</span>
        )}
      </span>
      <span className="min-w-0 truncate text-ink-2 max-md:hidden">
        {boughtText(bought)} · <span className="nums">{creditsText(bought.micros)}</span>
      </span>
      <PaymentBadge state={payment.state} className="max-md:col-start-2 max-md:row-start-2" />
      <span className="nums text-ink-3 text-xs max-md:hidden">{dateTimeText(payment.createdAt)}</span>
      <span className="nums text-end font-semibold text-sm max-md:col-start-3 max-md:row-start-1">
        {moneyText(payment.paidCents ?? payment.amountCents, currency)}
        {refundedCents > 0 && (
          <span className="block font-normal text-ink-3 text-xs">
            {t`${moneyText(refundedCents, currency)} back`}
          </span>
        )}
      </span>
    </li>
  );
}

/** Returns the earliest deadline of a dispute that has no evidence yet; null: none. */
function evidenceDueMs({ reversals }: Payment): number | null {
  const due = Object.values(reversals).flatMap(({ state, dispute }) =>
    state === 'open' && dispute?.submissions === 0 ? (dispute.dueAtMs ?? []) : [],
  );
  return due.length === 0 ? null : Math.min(...due);
}

/** Returns the currencies that packs and plans are sold in, and the one that is chosen. */
function currenciesToChoose(catalog: Catalog | undefined, chosen: string): string[] {
  const all = catalog ? currenciesOf(catalog) : [];
  return [...new Set([...all, ...(chosen === '' ? [] : [chosen])])].sort();
}
