import { type Alert, type AlertConditionName, Severity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { BellOff } from 'lucide-react';
import { useState } from 'react';
import type { LiveItem, LiveStatus } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { AlertCard } from './alert-card.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

interface OpenAlertsProps {
  status: LiveStatus;
  /** Null while they are read. */
  alerts: readonly LiveItem<Alert>[] | null | undefined;
  onRule: (name: AlertConditionName) => void;
}

const rank = ({ severity, acknowledged }: Alert) =>
  (acknowledged ? 0 : Severity.options.length) + Severity.options.indexOf(severity);

/** Shows the open alerts: unacknowledged ones first, then by severity. */
export function OpenAlerts({ status, alerts, onRule }: OpenAlertsProps) {
  const [resolving, setResolving] = useState<LiveItem<Alert>>();
  if (!alerts) {
    return (
      <Unread status={status}>
        <div role="status" aria-label={t`Loading alerts`} className="space-y-3">
          <Skeleton className="h-32 rounded-2xl" />
          <Skeleton className="h-32 rounded-2xl" />
        </div>
      </Unread>
    );
  }
  if (alerts.length === 0) {
    return (
      <EmptyState icon={BellOff} title={t`Nothing is alerting`}>
        <Trans>The rules are checked every five minutes. What they find appears here.</Trans>
      </EmptyState>
    );
  }
  const inOrder = [...alerts].sort(
    (a, b) => rank(b.value) - rank(a.value) || b.value.createdAt - a.value.createdAt,
  );
  return (
    <>
      <ul aria-label={t`Open alerts`} className="grid grid-cols-1 gap-3 2xl:grid-cols-2">
        {inOrder.map((item) => (
          <AlertCard
            key={item.id}
            alertId={item.id}
            alert={item.value}
            onResolve={() => setResolving(item)}
            onRule={onRule}
          />
        ))}
      </ul>
      <ResolveDialog item={resolving} onClose={() => setResolving(undefined)} />
    </>
  );
}
