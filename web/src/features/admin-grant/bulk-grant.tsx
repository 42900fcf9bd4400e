import type { ResponseOf } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ChangeEvent, useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { RequestApproval } from '../../components/staff-actions/request-approval.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field, inputClass } from '../../components/ui/field.tsx';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { creditsText, exactCredits } from '../../lib/texts/format.ts';
import { readList } from './read-list.ts';

const MAX_ROWS = 500;

/** Grants credits to everyone on a list, after a dry run that shows the users found. */
export function BulkGrant() {
  const { client } = useServices();
  const [text, setText] = useState('');
  const [credits, setCredits] = useState('');
  const { reason, field, confirm } = useReason();
  const { rows, faults } = useMemo(() => readList(text, credits), [text, credits]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another batch
  const requestId = useMemo(newRequestId, [rows, reason]);
  const preview = useMutation({ mutationFn: () => client.call('previewBulkGrant', { entries: rows }) });
  const batch = { entries: rows, source: 'bonus' as const, expiresAtMs: null };
  const grant = useMutation({
    mutationFn: () => client.call('grantInBulk', { requestId, ...batch, reason }),
  });
  const change = (act: () => void) => {
    act();
    preview.reset();
    grant.reset();
  };
  const readFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    const content = await file?.text();
    if (content !== undefined) change(() => setText(content));
  };
  const found = preview.data?.rows.filter(({ status }) => status === 'found').length ?? 0;
  return (
    <section
      aria-label={t`Grant to a list`}
      className="space-y-5 rounded-2xl border border-line bg-surface p-5"
    >
      <div>
        <label htmlFor="bulk-list" className="font-medium text-[0.8125rem]">
          <Trans>List</Trans>
        </label>
        <textarea
          id="bulk-list"
          rows={8}
          spellCheck={false}
          placeholder={t`person@example.com, 50`}
          value={text}
          onChange={(event) => change(() => setText(event.target.value))}
          className={`${inputClass} mt-1.5 py-2.5 font-mono`}
        />
        <p className="mt-1 text-ink-3 text-xs">
          <Trans>
            On each line an email address or account id, and credits where they differ. At most 500.
          </Trans>
        </p>
        <input
          type="file"
          accept=".csv,text/csv,text/plain"
          aria-label={t`Read a CSV file`}
          onChange={(event) => void readFile(event)}
          className="mt-2 text-ink-2 text-xs"
        />
      </div>
      <Field
        label={t`Credits for each`}
        type="number"
        min={0}
        step="any"
        value={credits}
        onChange={(event) => change(() => setCredits(event.target.value))}
      />
      {faults.length > 0 && text !== '' && (
        <p className="text-bad text-xs">
          <Trans>Without a valid amount: line {faults.slice(0, 10).join(', ')}</Trans>
        </p>
      )}
      {rows.length > MAX_ROWS && <p className="text-bad text-xs">{t`At most 500 people at once.`}</p>}
      {preview.error && <ErrorNotice error={toCallError(preview.error)} />}
      <Button
        disabled={rows.length === 0 || rows.length > MAX_ROWS || faults.length > 0}
        busy={preview.isPending}
        onClick={() => preview.mutate()}
      >
        <Trans>Check the list</Trans>
      </Button>
      {preview.data && <Preview preview={preview.data} />}
      {preview.data && !grant.data && (
        <form
          noValidate
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            confirm(() => grant.mutate());
          }}
        >
          <Field {...field} />
          {grant.error && <ErrorNotice error={toCallError(grant.error)} />}
          {grant.error && (
            <RequestApproval error={grant.error} action="bulk-grant" request={batch} reason={reason} />
          )}
          <Button type="submit" look="primary" disabled={found === 0} busy={grant.isPending}>
            {t`Grant ${creditsText(preview.data.totalMicros)} to ${plural(found, { one: '# person', other: '# people' })}`}
          </Button>
        </form>
      )}
      {grant.data && (
        <p role="status" className="font-medium text-ok">
          {t`${creditsText(grant.data.totalMicros)} granted to ${plural(grant.data.granted, { one: '# person', other: '# people' })}`}
        </p>
      )}
    </section>
  );
}

const statusTexts: Record<ResponseOf<'previewBulkGrant'>['rows'][number]['status'], string> = {
  found: t`found`,
  'not-found': t`not found`,
  duplicate: t`already on the list`,
  self: t`you yourself`,
};

function Preview({ preview: { rows, totalMicros } }: { preview: ResponseOf<'previewBulkGrant'> }) {
  return (
    <div>
      <div className="max-h-80 overflow-auto rounded-xl border border-line">
        <table className="w-full text-[0.8125rem]">
          <caption className="sr-only">
            <Trans>Who would receive credits</Trans>
          </caption>
          <tbody className="divide-y divide-line">
            {rows.map(({ to, amountMicros, status, name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a user can be on the list twice
              <tr key={index} className={status === 'found' ? undefined : 'text-ink-3'}>
                <td className="break-all px-3 py-2">{to}</td>
                <td className="px-3 py-2">{name}</td>
                <td className={status === 'found' ? 'px-3 py-2 text-ok' : 'px-3 py-2 text-held'}>
                  {statusTexts[status]}
                </td>
                <td className="nums px-3 py-2 text-end">{exactCredits(amountMicros)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="nums mt-2 font-medium">
        <Trans>Total: {creditsText(totalMicros)}</Trans>
      </p>
    </div>
  );
}
