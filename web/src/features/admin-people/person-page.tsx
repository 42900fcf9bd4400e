import { type Account, mayDo, type ResponseOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { LotList } from '#kit/components/lot-list.tsx';
import { useLive } from '#kit/hooks/use-live.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { ResetLimitAction } from '../../components/staff-actions/account-actions.tsx';
import { UserActions } from '../../components/staff-actions/all-actions.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { whyNot } from '../../lib/errors/why-not.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { accountSource, billingSource } from '../../lib/service/sources/live-sources.ts';
import { PersonHeader } from './person-header.tsx';
import { LedgerTab } from './tabs/ledger-tab.tsx';
import { LimitsTab } from './tabs/limits-tab.tsx';
import { NotesTab } from './tabs/notes-tab.tsx';
import { PaymentsTab } from './tabs/payments-tab.tsx';
import { PlacesTab } from './tabs/places-tab.tsx';
import { RequestsTab } from './tabs/requests-tab.tsx';
import { SignalsTab } from './tabs/signals-tab.tsx';
import { StaffTab } from './tabs/staff-tab.tsx';

const tabs = [
  'credits',
  'ledger',
  'requests',
  'payments',
  'limits',
  'places',
  'notes',
  'signals',
  'staff',
] as const;
type Tab = (typeof tabs)[number];

const personSearch = z.object({
  tab: z.enum(tabs).catch('credits'),
  request: z.string().catch(''),
  payment: z.string().catch(''),
});

/** Shows all data about one user, and all staff actions on them. */
export function PersonPage({ uid }: { uid: string }) {
  const { client } = useServices();
  const { status, items: account } = useLive(accountSource(uid));
  const { data: user } = useQuery({
    queryKey: ['user', uid],
    queryFn: () => client.call('lookUpUser', { uid }),
    staleTime: 60_000,
  });
  const billing = useLive(billingSource(uid)).items?.[0]?.value;
  const stored = account?.[0]?.value;
  if (account && !stored) {
    return (
      <EmptyState icon={SearchX} title={t`Nobody found`}>
        <Trans>There is no account with this id.</Trans>
      </EmptyState>
    );
  }
  if (!stored)
    return (
      <Unread status={status}>
        <Skeleton className="h-60 rounded-2xl" />
      </Unread>
    );
  return (
    <div className="mx-auto w-full max-w-[90rem] space-y-5">
      <PersonHeader uid={uid} account={stored} user={user} plan={billing?.paidPlan?.plan ?? null} />
      <UserActions uid={uid} accountId={uid} account={stored} role={user?.role ?? null} />
      <Tabs uid={uid} account={stored} user={user} />
    </div>
  );
}

interface TabsProps {
  uid: string;
  account: Account;
  user: ResponseOf<'lookUpUser'> | undefined;
}

function Tabs({ uid, account }: TabsProps) {
  const me = usePerson();
  const [{ tab, request, payment }, setSearch] = useUrlState(personSearch);
  const [reset, setReset] = useState<string>();
  const seesAudit = mayDo(me.role, 'read-audit');
  const labels: Record<Tab, string> = {
    credits: t`Credits`,
    ledger: t`Ledger`,
    requests: t`Requests`,
    payments: t`Payments`,
    limits: t`Limits`,
    places: t`Devices`,
    notes: t`Notes`,
    signals: t`Abuse`,
    staff: t`Staff actions`,
  };
  const shown = tabs.filter((one) => seesAudit || (one !== 'signals' && one !== 'staff'));
  const open: Tab = shown.includes(tab) ? tab : 'credits';
  const accountId = uid;
  return (
    <>
      <Segmented
        label={t`Show`}
        value={open}
        options={shown.map((value) => ({ value, label: labels[value] }))}
        onChange={(next) => setSearch({ tab: next })}
      />
      <section aria-label={labels[open]}>
        {open === 'credits' && (
          <div className="overflow-hidden rounded-2xl border border-line bg-surface">
            <LotList lots={account.lots} unlimited={account.unlimited} debtMicros={account.debtMicros} />
          </div>
        )}
        {open === 'ledger' && <LedgerTab accountId={accountId} account={account} />}
        {open === 'requests' && (
          <RequestsTab
            accountId={accountId}
            request={request}
            onRequest={(id) => setSearch({ request: id }, { push: id !== '' })}
          />
        )}
        {open === 'payments' && (
          <PaymentsTab
            accountId={accountId}
            account={account}
            payment={payment}
            onPayment={(id) => setSearch({ payment: id }, { push: id !== '' })}
          />
        )}
        {open === 'limits' && (
          <LimitsTab
            account={account}
            whyNotReset={whyNot(me.role, 'reset-limit', { isSelf: me.uid === uid })}
            onReset={setReset}
          />
        )}
        {open === 'places' && <PlacesTab accountId={accountId} />}
        {open === 'notes' && <NotesTab accountId={accountId} />}
        {open === 'signals' && <SignalsTab accountId={accountId} />}
        {open === 'staff' && <StaffTab uid={uid} />}
      </section>
      {reset !== undefined && (
        <ResetLimitAction
          uid={uid}
          accountId={accountId}
          account={account}
          operation={reset}
          onClose={() => setReset(undefined)}
        />
      )}
    </>
  );
}
