import type { Operation, rejectionCodes } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { rejectionList } from '../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

interface RejectionResultsProps {
  operations: Record<string, Operation>;
  range: { fromMs?: number; untilMs?: number };
}

/** What the guard turned away, newest first: no credits were held for it. */
export function RejectionResults({ operations, range }: RejectionResultsProps) {
  const { items, ...list } = useList(rejectionList(range));
  const rows = useMemo(
    () =>
      items?.flatMap(({ id, value: { entries } }) =>
        entries.map((entry, index) => ({ ...entry, key: `${id} ${index}` })).reverse(),
      ),
    [items],
  );
  if (!rows)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-56 rounded-2xl" />
      </Unread>
    );
  if (rows.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title={t`Nothing was rejected`}>
        <Trans>Requests without enough credits, over a limit or against the rules show here.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ul
        aria-label={t`Rejected requests`}
        className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface text-[0.8125rem]"
      >
        {rows.map(({ key, atMs, accountId, operation, model, code }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-56 font-medium">{reasonText(code)}</span>
            <span className="min-w-0 basis-48 truncate text-ink-2">
              {operation === null ? t`Reel` : (operations[operation]?.label ?? operation)}
              {model && ` · ${operations[operation ?? '']?.models[model]?.label ?? model}`}
            </span>
            <span className="min-w-0 basis-56 truncate">
              <CopyText text={accountId} label={t`account id`} />
            </span>
            <span className="nums basis-44 text-ink-3 text-xs sm:text-end">{dateTimeText(atMs)}</span>
          </li>
        ))}
      </ul>
      <LoadOlder list={list} />
    </>
  );
}

const reasons: Record<(typeof rejectionCodes)[number], string> = {
  'insufficient-credits': t`Not enough credits`,
  'rate-limited': t`Over a rate limit`,
  'cap-reached': t`Own spending cap reached`,
  'plan-required': t`Model of a plan`,
  'guest-limit': t`No guest turns left`,
  moderated: t`Refused by moderation`,
  suspended: t`Account suspended`,
  blocked: t`Blocked`,
  'agreement-required': t`Terms not agreed to`,
};

/** Why, in words; a code of a newer server as it is stored. */
function reasonText(code: string): string {
  return Object.hasOwn(reasons, code) ? reasons[code as keyof typeof reasons] : code;
}
