import type { Account, Activity, LedgerEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ScrollText } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ledgerList } from '../../../lib/service/sources/list-sources.ts';
import { openActivitiesSource } from '../../../lib/service/sources/live-sources.ts';
import { dateTimeText, exactCredits } from '../../../lib/texts/format.ts';
import { entryText } from './entry-text.ts';
import { withBalances } from './running-balance.ts';

/** Shows the movements of an account's credits, and the balance after each. */
export function LedgerTab({ accountId, account }: { accountId: string; account: Account }) {
  const { items, ...list } = useList(ledgerList(accountId));
  const { status, items: open } = useLive(openActivitiesSource(accountId));
  if (!items || !open)
    return (
      <Unread status={[list.status, status]}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  if (items.length === 0) return <EmptyState icon={ScrollText} title={t`Nothing has moved yet`} />;
  const rows = withBalances(
    items,
    totalOf(
      account,
      open.map(({ value }) => value),
    ),
  );
  return (
    <>
      <div className="overflow-x-auto rounded-2xl border border-line bg-surface">
        <table className="w-full min-w-[36rem] text-[0.8125rem]">
          <caption className="sr-only">
            <Trans>Ledger, newest first</Trans>
          </caption>
          <thead className="text-ink-3 text-xs">
            <tr className="border-line border-b">
              <th scope="col" className="px-4 py-2.5 text-start font-medium">
                <Trans>When</Trans>
              </th>
              <th scope="col" className="px-4 py-2.5 text-start font-medium">
                <Trans>What</Trans>
              </th>
              <th scope="col" className="px-4 py-2.5 text-end font-medium">
                <Trans>Credits</Trans>
              </th>
              <th scope="col" className="px-4 py-2.5 text-end font-medium">
                <Trans>Balance</Trans>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ id, value, balanceMicros }) => (
              <Row key={id} entry={value} balanceMicros={balanceMicros} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 text-ink-3 text-xs">
        <Trans>Balances include credits that are held or frozen.</Trans>
      </p>
      <LoadOlder list={list} />
    </>
  );
}

function Row({ entry, balanceMicros }: { entry: LedgerEntry; balanceMicros: number }) {
  const { title, detail } = entryText(entry);
  const { totalMicros } = entry;
  return (
    <tr>
      <td className="nums whitespace-nowrap px-4 py-2.5 text-ink-3">{dateTimeText(entry.createdAt)}</td>
      <td className="px-4 py-2.5">
        <span className="font-medium">{title}</span>
        {detail && <span className="block break-words text-ink-3 text-xs">{detail}</span>}
      </td>
      <td className="nums px-4 py-2.5 text-end font-medium">
        {totalMicros > 0 ? '+' : ''}
        {exactCredits(totalMicros)}
      </td>
      <td className="nums px-4 py-2.5 text-end text-ink-2">{exactCredits(balanceMicros)}</td>
    </tr>
  );
}

/** Returns the credits in the lots of an account, and those that its open requests hold. */
function totalOf(account: Account, open: readonly Activity[]): number {
  const inLots = account.lots.reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
  return open.reduce((sum, { heldMicros }) => sum + heldMicros, inLots);
}
