import type { AuditEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import type { LiveItem } from '#kit/live/live-store.ts';
import { downloadCsv } from '../../components/charts/download-csv.ts';
import { Button } from '../../components/ui/button.tsx';
import { auditSentence, targetUid } from './audit-sentence.ts';

/** Hands over the entries that are listed as a file. */
export function ExportEntries({ items }: { items: readonly LiveItem<AuditEntry>[] }) {
  const save = () =>
    downloadCsv('audit-log', {
      columns: [
        t`When`,
        t`Who`,
        t`Action`,
        t`What was done`,
        t`Target`,
        t`Reason`,
        t`Before`,
        t`After`,
        t`Trace id`,
      ].map((label) => ({ label })),
      rows: items.map(({ value }) => [
        new Date(value.createdAt).toISOString(),
        value.actor.uid,
        value.action,
        auditSentence(value, targetUid(value) ?? ''),
        value.target,
        value.reason,
        value.before && JSON.stringify(value.before),
        value.after && JSON.stringify(value.after),
        value.traceId,
      ]),
    });
  return (
    <Button size="small" disabled={items.length === 0} onClick={() => void save()}>
      <Download aria-hidden="true" className="size-4" />
      <Trans>Download CSV</Trans>
    </Button>
  );
}
