import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useList } from '#kit/hooks/use-list.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { parkedEventList } from '../../lib/service/sources/list-sources.ts';
import { ParkedEvents } from './parked-events.tsx';
import { type PaymentsSearch, paymentsSearch } from './payment-filter.ts';
import { PaymentsList } from './payments-list.tsx';
import { PersonPayments } from './person-payments.tsx';
import { PersonSearch } from './person-search.tsx';

interface PaymentsPageProps {
  /** Whose payments are looked at. */
  uid: string | undefined;
  /** @param tab the one to go back to without a person */
  onUid: (uid: string | undefined, tab?: PaymentsSearch['tab']) => void;
}

/** People's payments, to look up and to give back, and Stripe's events that wait for somebody. */
export function PaymentsPage({ uid, onUid }: PaymentsPageProps) {
  const [search, setSearch] = useUrlState(paymentsSearch);
  const tab = uid === undefined ? search.tab : 'people';
  const parked = useList(parkedEventList);
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader title={t`Payments`}>
        <Trans>
          Every payment, newest first. Open one to refund it, find a user’s, or resolve Stripe events.
        </Trans>
      </PageHeader>
      <Segmented
        label={t`Show`}
        value={tab}
        options={[
          { value: 'all', label: t`All payments` },
          { value: 'people', label: t`By person` },
          {
            value: 'parked',
            label: t`Parked events`,
            ...(parked.items && { count: countText(parked.items.length, parked) }),
          },
        ]}
        onChange={(next) => (uid === undefined ? setSearch({ tab: next }) : onUid(undefined, next))}
        className="mb-5"
      />
      {tab === 'all' ? (
        <PaymentsList search={search} onSearch={setSearch} />
      ) : tab === 'parked' ? (
        <ParkedEvents list={parked} />
      ) : uid === undefined ? (
        <PersonSearch onUid={onUid} />
      ) : (
        <PersonPayments key={uid} uid={uid} onBack={() => onUid(undefined, 'people')} />
      )}
    </div>
  );
}

/** How many there are; of a list that is not loaded to its end, at least how many. */
function countText(count: number, { hasOlder }: { hasOlder: boolean }): string {
  return hasOlder ? `${count}+` : `${count}`;
}
