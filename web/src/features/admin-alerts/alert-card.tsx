import {
  type Alert,
  type AlertCondition,
  AlertConditionName,
  alertConditions,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Check } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useServices } from '../../lib/service/services.ts';
import { alertText } from '../../lib/staff-texts/alert-text.ts';
import { amountText } from '../../lib/staff-texts/alert-units.ts';
import { conditionWords, engineWords } from '../../lib/staff-texts/condition-words.ts';
import { countdownText, dateTimeText } from '../../lib/texts/format.ts';

interface AlertCardProps {
  alertId: string;
  alert: Alert;
  onResolve: () => void;
  onRule: (name: AlertConditionName) => void;
}

/** Shows an open alert: its severity, start, subject and next step. */
export function AlertCard({ alertId, alert, onResolve, onRule }: AlertCardProps) {
  const { client } = useServices();
  const nowMs = useNow({ everyMs: 10_000 });
  const [requestId] = useState(newRequestId);
  const acknowledge = useMutation({
    mutationFn: () => client.call('acknowledgeAlert', { requestId, alertId }),
  });
  const name = AlertConditionName.safeParse(alert.kind);
  const { next, to, toLabel } = name.success ? conditionWords[name.data] : engineWords;
  const { acknowledged } = alert;
  return (
    <li
      aria-label={alertText(alert)}
      className="flex flex-col gap-3 rounded-2xl border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <SeverityBadge severity={alert.severity} />
        <p className="nums text-ink-3 text-xs" title={dateTimeText(alert.createdAt)}>
          <Trans>open for {countdownText(nowMs - alert.createdAt)}</Trans>
        </p>
      </div>
      <div className="min-w-0">
        <p className="break-words font-semibold">{alertText(alert)}</p>
        <p className="mt-0.5 text-[0.8125rem] text-ink-3">
          {thresholdText(alert)}
          {alert.accountId !== null && (
            <>
              {thresholdText(alert) && ' · '}
              <EmailOf uid={alert.accountId} />
            </>
          )}
        </p>
        {alert.rule === null && !name.success && (
          <p className="mt-0.5 break-all font-mono text-ink-3 text-xs">
            {alert.subject}
            {alert.traceId !== null && <CopyText text={alert.traceId} label={t`trace id`} />}
          </p>
        )}
      </div>
      <p className="text-[0.8125rem] text-ink-2">
        <span className="font-medium text-ink">
          <Trans>What to do:</Trans>
        </span>{' '}
        {next}
      </p>
      {acknowledge.error && <ErrorNotice error={toCallError(acknowledge.error)} />}
      <div className="mt-auto flex flex-wrap items-center gap-2">
        <Link to={to} className={buttonClass({ size: 'small' })}>
          {toLabel} <ArrowRight aria-hidden="true" className="size-3.5 rtl:-scale-x-100" />
        </Link>
        {acknowledged ? (
          <p className="flex items-center gap-1.5 text-ink-2 text-xs">
            <Check aria-hidden="true" className="size-4 shrink-0 text-ok" />
            <span className="nums">
              <Trans>
                Acknowledged by <EmailOf uid={acknowledged.uid} />, {dateTimeText(acknowledged.atMs)}
              </Trans>
            </span>
          </p>
        ) : (
          <Button size="small" busy={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
            <Trans>Acknowledge</Trans>
          </Button>
        )}
        {alert.rule === null && (
          <Button size="small" onClick={onResolve}>
            <Trans>Resolve</Trans>
          </Button>
        )}
        {name.success && (
          <Button size="small" look="quiet" onClick={() => onRule(name.data)}>
            <Trans>Change rule</Trans>
          </Button>
        )}
      </div>
    </li>
  );
}

/** Formats the threshold of an alert. */
function thresholdText({ kind, details }: Alert): string | null {
  const name = AlertConditionName.safeParse(kind);
  if (!name.success || typeof details.threshold !== 'number') return null;
  const { threshold }: AlertCondition = alertConditions[name.data];
  return threshold && t`Threshold: ${amountText(threshold.unit, details.threshold)}`;
}
