import type { Alert } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { History } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { alertList } from '../../lib/service/sources/list-sources.ts';
import { alertText } from '../../lib/staff-texts/alert-text.ts';
import { countdownText, dateTimeText } from '../../lib/texts/format.ts';

/** Every alert that was fired, the latest first. */
export function AlertHistory() {
  const { items, ...list } = useList(alertList);
  if (!items) {
    return (
      <Unread status={list.status}>
        <div role="status" aria-label={t`Loading alerts`}>
          <Skeleton className="h-64 rounded-2xl" />
        </div>
      </Unread>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={History} title={t`No alert has fired yet`}>
        <Trans>Alerts stay here after they resolve.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ul
        aria-label={t`Alert history`}
        className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {items.map(({ id, value }) => (
          <Row key={id} alert={value} />
        ))}
      </ul>
      <LoadOlder list={list} />
    </>
  );
}

function Row({ alert }: { alert: Alert }) {
  const { createdAt, resolvedAt, resolvedBy, acknowledged } = alert;
  return (
    <li className="grid gap-x-5 gap-y-1 px-4 py-3 sm:grid-cols-[7rem_minmax(0,1fr)_auto] sm:items-start">
      <span className="justify-self-start">
        <SeverityBadge severity={alert.severity} />
      </span>
      <div className="min-w-0">
        <p className="break-words font-medium">{alertText(alert)}</p>
        <p className="text-ink-3 text-xs">
          {alert.accountId !== null && (
            <>
              <EmailOf uid={alert.accountId} />
              {' · '}
            </>
          )}
          {acknowledged ? (
            <Trans>
              Acknowledged by <EmailOf uid={acknowledged.uid} />
            </Trans>
          ) : (
            t`Not acknowledged`
          )}
        </p>
      </div>
      <div className="nums text-xs sm:text-end">
        <p className="text-ink-2">{dateTimeText(createdAt)}</p>
        <p className={resolvedAt === null ? 'text-bad' : 'text-ink-3'}>
          {resolvedAt === null ? (
            t`still open`
          ) : resolvedBy === null ? (
            t`resolved after ${countdownText(resolvedAt - createdAt)}`
          ) : (
            <Trans>
              resolved by <EmailOf uid={resolvedBy} /> after {countdownText(resolvedAt - createdAt)}
            </Trans>
          )}
        </p>
      </div>
    </li>
  );
}
