import { type Account, balanceMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft, Receipt } from 'lucide-react';
import { useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PaymentRisks } from '../../components/disputes/payment-risks.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { Stat } from '../../components/layout/stat.tsx';
import { PaymentList } from '../../components/money/payment-list.tsx';
import { PaymentReceipt } from '../../components/money/payment-receipt.tsx';
import { UserLink } from '../../components/people/user-link.tsx';
import { RefundForm } from '../../components/refund/refund-form.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { paymentList } from '../../lib/service/sources/list-sources.ts';
import { accountSource, paymentSource } from '../../lib/service/sources/live-sources.ts';
import { exactCredits } from '../../lib/texts/format.ts';
import { UnlimitedForm } from './unlimited-form.tsx';

/** What one person has paid, and what they have of it. */
export function PersonPayments({ uid, onBack }: { uid: string; onBack: () => void }) {
  const me = usePerson();
  const mayChange = (me.role === 'admin' || me.role === 'owner') && me.uid !== uid;
  const { items: accounts } = useLive(accountSource(uid));
  const { items, ...list } = useList(paymentList(uid));
  const { status } = list;
  const [openedId, setOpenedId] = useState<string>();
  const account = accounts?.[0]?.value;
  const who = useEmailOf(uid, account?.email);
  const opened = useLive(openedId === undefined ? null : paymentSource(openedId)).items?.[0];
  const lot = account?.lots.find(({ lotId }) => lotId === opened?.value.lot?.lotId);
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center gap-3">
        <Button look="quiet" size="small" onClick={onBack}>
          <ArrowLeft aria-hidden="true" className="size-4" /> <Trans>Others</Trans>
        </Button>
        <h2 className="min-w-0 flex-1 truncate font-semibold text-lg max-sm:order-last max-sm:basis-full">
          <UserLink uid={uid}>{who}</UserLink>
        </h2>
        <span className="max-sm:ms-auto">
          <LiveMark status={status} />
        </span>
      </div>
      {account && <Standing account={account} />}
      {account && mayChange && <UnlimitedForm accountId={uid} account={account} who={who} />}
      <section aria-label={t`Payments`} className="overflow-hidden rounded-2xl border border-line bg-surface">
        {!items ? (
          <Unread status={status}>
            <div role="status" aria-label={t`Loading the payments`} className="space-y-2 p-4">
              <Skeleton className="h-14 rounded-xl" />
              <Skeleton className="h-14 rounded-xl" />
            </div>
          </Unread>
        ) : items.length === 0 ? (
          <EmptyState icon={Receipt} title={t`Nothing bought yet`} />
        ) : (
          <PaymentList payments={items} onOpen={setOpenedId} />
        )}
      </section>
      <LoadOlder list={list} />
      <Sheet title={t`Payment`} open={opened !== undefined} onClose={() => setOpenedId(undefined)}>
        {opened && (
          <PaymentReceipt payment={opened} remainingMicros={account && (lot?.remainingMicros ?? 0)}>
            <PaymentRisks payment={opened} />
            <RefundForm key={opened.id} payment={opened} />
          </PaymentReceipt>
        )}
      </Sheet>
    </div>
  );
}

function Standing({ account }: { account: Account }) {
  const nowMs = useNow({ everyMs: 60_000 });
  const frozenMicros = account.lots.reduce((sum, lot) => sum + (lot.frozen ? lot.remainingMicros : 0), 0);
  return (
    <dl
      aria-label={t`Account`}
      className="grid grid-cols-3 gap-px overflow-hidden rounded-xl border border-line bg-line"
    >
      <Stat label={t`Balance`} value={exactCredits(balanceMicros(account, nowMs))} />
      <Stat label={t`Owed`} value={exactCredits(account.debtMicros)} />
      <Stat label={t`Frozen`} value={exactCredits(frozenMicros)} />
    </dl>
  );
}
