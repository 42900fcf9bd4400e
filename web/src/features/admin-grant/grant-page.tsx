import { creditsToMicros, type ResponseOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Gift } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { RequestApproval } from '../../components/staff-actions/request-approval.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { useServices } from '../../lib/service/services.ts';
import { creditsText, dateText } from '../../lib/texts/format.ts';
import { lotNames } from '../../lib/texts/lot-names.ts';
import { BulkGrant } from './bulk-grant.tsx';
import {
  type DraftFaults,
  emptyDraft,
  type GrantDraft,
  type GrantRequest,
  readDraft,
} from './grant-draft.ts';
import { GrantFields } from './grant-fields.tsx';
import { GrantPreview } from './grant-preview.tsx';
import { GrantSuccess } from './grant-success.tsx';

export interface Granted {
  request: GrantRequest;
  response: ResponseOf<'grantCreditsToUser'>;
}

/** Gives credits to one account: checked, confirmed, then sent once. */
export function GrantPage() {
  const { client } = useServices();
  const [{ to }, setSearch] = useUrlState(grantSearch);
  const [draft, setDraft] = useState<GrantDraft>(emptyDraft);
  const [faults, setFaults] = useState<DraftFaults>({});
  const [asked, setAsked] = useState<GrantRequest>();
  // One id per intent: sending again after a lost answer grants nothing twice. An edit is another intent.
  const [requestId, setRequestId] = useState(newRequestId);
  const grant = useMutation({
    mutationFn: async (request: GrantRequest): Promise<Granted> => ({
      request,
      response: await client.call('grantCreditsToUser', request),
    }),
    onSuccess: () => {
      setDraft(emptyDraft);
      setRequestId(newRequestId());
    },
  });

  const change = (changed: Partial<GrantDraft>) => {
    setDraft({ ...draft, ...changed });
    setFaults({});
    setRequestId(newRequestId());
    if (grant.isError) grant.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { request, faults: found } = readDraft(draft, { requestId, nowMs: Date.now() });
    setFaults(found ?? {});
    if (request) setAsked(request);
    else document.getElementById(`grant-${Object.keys(found)[0]}`)?.focus();
  };

  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Grant credits`}>
        <Trans>Adds credits to one account immediately. Every grant is kept in the audit log.</Trans>
      </PageHeader>
      <Segmented
        label={t`Grant to`}
        value={to}
        options={[
          { value: 'one', label: t`One person` },
          { value: 'list', label: t`A list` },
        ]}
        onChange={(next) => setSearch({ to: next })}
        className="mb-5"
      />
      {to === 'list' ? (
        <BulkGrant />
      ) : grant.data ? (
        <GrantSuccess granted={grant.data} onAgain={() => grant.reset()} />
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <form
            noValidate
            onSubmit={submit}
            aria-label={t`Grant credits`}
            className="rounded-2xl border border-line bg-surface p-5 sm:p-6"
          >
            <GrantFields draft={draft} faults={faults} onChange={change} />
            {grant.error && (
              <div className="mt-5">
                <ErrorNotice error={toCallError(grant.error)} />
                {grant.variables && <ApprovalOf request={grant.variables} error={grant.error} />}
              </div>
            )}
            <div className="mt-6 flex justify-end">
              <Button type="submit" look="primary" busy={grant.isPending}>
                {!grant.isPending && <Gift aria-hidden="true" className="size-4" />}
                <Trans>Grant</Trans>
                {draft.credits && Number(draft.credits) > 0
                  ? ` · ${creditsText(creditsToMicros(Number(draft.credits)))}`
                  : ''}
              </Button>
            </div>
          </form>
          <GrantPreview draft={draft} />
        </div>
      )}
      <ConfirmDialog
        title={asked ? t`Grant ${creditsText(asked.amountMicros)}?` : ''}
        confirmLabel={t`Grant`}
        open={asked !== undefined}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked) grant.mutate(asked);
          setAsked(undefined);
        }}
      >
        {asked && <FactList facts={factsOf(asked)} />}
      </ConfirmDialog>
    </div>
  );
}

const grantSearch = z.object({ to: z.enum(['one', 'list']).catch('one') });

function ApprovalOf({ request, error }: { request: GrantRequest; error: unknown }) {
  const { requestId: _, reason, ...rest } = request;
  return <RequestApproval action="grant-credits" request={rest} reason={reason} error={error} />;
}

function factsOf({ to, source, expiresAtMs, reason }: GrantRequest) {
  return [
    { label: t`To`, value: 'email' in to ? to.email : to.uid },
    { label: t`As`, value: lotNames[source] },
    { label: t`Expires`, value: expiresAtMs === null ? t`never` : dateText(expiresAtMs) },
    { label: t`Reason`, value: reason },
  ];
}
