import type { Alert } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmailOf } from '../../components/email-of.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Field } from '../../components/field.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { toCallError } from '../../lib/call-error.ts';
import { dateTimeText } from '../../lib/format.ts';
import { openAlertsSource } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { newRequestId } from '../../lib/new-request-id.ts';
import { useServices } from '../../lib/services.ts';
import { severityTexts } from '../../lib/severity-texts.ts';
import { useLive } from '../../lib/use-live.ts';
import { useReason } from '../../lib/use-reason.ts';
import { alertText } from './alert-text.ts';
import { Section } from './section.tsx';

/** What is wrong with the product itself, until somebody has dealt with it or it is found right again. */
export function AlertsSection() {
  const { client } = useServices();
  const { items } = useLive(openAlertsSource);
  const [asked, setAsked] = useState<LiveItem<Alert>>();
  const { reason, field, confirm, clear } = useReason();
  const close = () => {
    setAsked(undefined);
    clear();
    resolve.reset();
  };
  const resolve = useMutation({
    mutationFn: (alertId: string) =>
      client.call('resolveAlert', { requestId: newRequestId(), alertId, reason }),
    onSuccess: () => {
      toast.success(t`The alert is resolved`);
      close();
    },
  });
  if (!items) return <Skeleton className="h-24 rounded-2xl" />;
  const alerts = [...items].sort((a, b) => b.value.createdAt - a.value.createdAt);
  return (
    <Section title={t`Open alerts`}>
      {alerts.length === 0 ? (
        <p className="flex items-center gap-2 font-medium text-ok">
          <CircleCheck aria-hidden="true" className="size-5" />
          <Trans>No alert is open.</Trans>
        </p>
      ) : (
        <ul
          aria-label={t`Open alerts`}
          className="divide-y divide-line rounded-2xl border border-line bg-surface"
        >
          {alerts.map((item) => (
            <AlertRow key={item.id} item={item} onResolve={() => setAsked(item)} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        title={t`Resolve this alert?`}
        confirmLabel={t`Resolve`}
        busy={resolve.isPending}
        open={asked !== undefined}
        onCancel={close}
        onConfirm={() => confirm(() => asked && resolve.mutate(asked.id))}
      >
        {asked && <AlertFacts alert={asked.value} />}
        <Field {...field} hint={t`Say what was done. Kept in the audit log.`} />
        {resolve.error && (
          <div className="mt-4">
            <ErrorNotice error={toCallError(resolve.error)} />
          </div>
        )}
      </ConfirmDialog>
    </Section>
  );
}

function AlertFacts({ alert }: { alert: Alert }) {
  return (
    <div className="mb-4">
      <FactList
        facts={[
          { label: t`Alert`, value: alertText(alert) },
          ...(alert.accountId === null
            ? []
            : [{ label: t`Account`, value: <EmailOf uid={alert.accountId} /> }]),
          { label: t`Seen in`, value: alert.subject },
          {
            label: t`Effect`,
            value: t`It no longer counts against the service status. Nothing is repaired, and no credits move. It reopens if the problem is found again.`,
          },
        ]}
      />
    </div>
  );
}

function AlertRow({ item: { value: alert }, onResolve }: { item: LiveItem<Alert>; onResolve: () => void }) {
  return (
    <li className="flex flex-wrap items-start gap-x-5 gap-y-2 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium text-bad">{alertText(alert)}</p>
        <p className="mt-0.5 break-all font-mono text-ink-3 text-xs">
          {alert.subject}
          {alert.accountId !== null && ` · ${t`account ${alert.accountId}`}`}
        </p>
        <p className="nums text-ink-3 text-xs">
          <Trans>
            {severityTexts[alert.severity]} · since {dateTimeText(alert.createdAt)}
          </Trans>
        </p>
      </div>
      <Button size="small" onClick={onResolve}>
        <Trans>Resolve</Trans>
      </Button>
    </li>
  );
}
