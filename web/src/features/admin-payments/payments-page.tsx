import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { z } from 'zod';
import { PageHeader } from '../../components/page-header.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { parkedEventList } from '../../lib/list-sources.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlState } from '../../lib/use-url-state.ts';
import { ParkedEvents } from './parked-events.tsx';
import { PersonPayments } from './person-payments.tsx';
import { PersonSearch } from './person-search.tsx';

const paymentsSearch = z.object({ tab: z.enum(['people', 'parked']).catch('people') });

interface PaymentsPageProps {
  /** Whose payments are looked at. */
  uid: string | undefined;
  onUid: (uid: string | undefined) => void;
}

/** People's payments, to look up and to give back, and Stripe's events that wait for somebody. */
export function PaymentsPage({ uid, onUid }: PaymentsPageProps) {
  const [{ tab }, setSearch] = useUrlState(paymentsSearch);
  const parked = useList(parkedEventList);
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Payments`}>
        <Trans>Find a user’s payments, refund them, and resolve Stripe events.</Trans>
      </PageHeader>
      <Segmented
        label={t`Show`}
        value={tab}
        options={[
          { value: 'people', label: t`People` },
          {
            value: 'parked',
            label: t`Parked events`,
            ...(parked.items && { count: countText(parked.items.length, parked) }),
          },
        ]}
        onChange={(next) => setSearch({ tab: next })}
        className="mb-5"
      />
      {tab === 'parked' ? (
        <ParkedEvents list={parked} />
      ) : uid === undefined ? (
        <PersonSearch onUid={onUid} />
      ) : (
        <PersonPayments key={uid} uid={uid} onBack={() => onUid(undefined)} />
      )}
    </div>
  );
}

/** How many there are; of a list that is not loaded to its end, at least how many. */
function countText(count: number, { hasOlder }: { hasOlder: boolean }): string {
  return hasOlder ? `${count}+` : `${count}`;
}
