import { type Account, type AuditEntry, ErrorCode, HOUR_MS, MINUTE_MS } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { describeFailure } from '../../lib/errors/describe-error.ts';
import { useServices } from '../../lib/service/services.ts';
import { rejectionList, signalsOfList, suspensionList } from '../../lib/service/sources/list-sources.ts';
import { accountSource, billingSource } from '../../lib/service/sources/live-sources.ts';
import { kindWords } from '../../lib/staff-texts/abuse-kind-texts.ts';
import { actionText } from '../../lib/staff-texts/action-texts.ts';
import { creditsText, dateText, dateTimeText } from '../../lib/texts/format.ts';
import { EvidencePart, UnreadPart } from './evidence-part.tsx';
import { evidenceText } from './evidence-text.ts';

const SUSPENDING: readonly string[] = ['suspend-account', 'suspend'];

/** Shows the evidence for deciding an appeal: the suspension, the account and its signs of abuse. */
export function AppealEvidence({ accountId }: { accountId: string }) {
  const { status, items } = useLive(accountSource(accountId));
  const account = items?.[0]?.value;
  const list = useList(suspensionList(accountId));
  const history = list.items ?? [];
  return (
    <>
      <section aria-label={t`The account`}>
        <h3 className="mb-1 font-medium text-ink-2 text-xs">
          <Trans>The account</Trans>
        </h3>
        {account ? (
          <AccountFacts
            accountId={accountId}
            account={account}
            suspension={history.find(({ value }) => SUSPENDING.includes(value.action))?.value}
          />
        ) : (
          <UnreadPart status={status} />
        )}
      </section>
      <EvidencePart
        label={t`Suspensions`}
        title={t`Suspensions so far`}
        list={list}
        isEmpty={history.length === 0}
      >
        <ol className="divide-y divide-line text-[0.8125rem]">
          {history.map(({ id, value }) => (
            <li key={id} className="py-2">
              <p className="font-medium">{actionText(value.action)}</p>
              <p className="break-words text-ink-2">
                <bdi>{value.reason}</bdi>
              </p>
              <p className="nums text-ink-3 text-xs">
                <Author uid={value.actor.uid} /> · {dateTimeText(value.createdAt)}
              </p>
            </li>
          ))}
        </ol>
      </EvidencePart>
      <Signals accountId={accountId} />
      {account?.suspendedAt && <Rejected accountId={accountId} atMs={account.suspendedAt} />}
    </>
  );
}

interface AccountFactsProps {
  accountId: string;
  account: Account;
  suspension: AuditEntry | undefined;
}

function AccountFacts({ accountId, account, suspension }: AccountFactsProps) {
  const { client } = useServices();
  const filter = { text: accountId, kind: null, are: [], signedUpFromMs: null, signedUpUntilMs: null };
  const billing = useLive(billingSource(accountId));
  const disputes = billing.items && (billing.items[0]?.value.disputes.length ?? 0);
  const { data, isError } = useQuery({
    queryKey: ['user-row', accountId],
    queryFn: () => client.call('findUsers', { filter, sort: 'newest', cursor: null }),
    staleTime: 60_000,
  });
  const row = data?.people.find((one) => one.accountId === accountId);
  const pending = (isFailed: boolean) => (isFailed ? t`could not be read` : '…');
  const { status, statusReason, suspendedAt, createdAt } = account;
  return (
    <FactList
      facts={[
        { label: t`Status`, value: status === 'suspended' ? t`suspended` : t`active` },
        ...(suspendedAt === null ? [] : [{ label: t`Since`, value: dateTimeText(suspendedAt) }]),
        ...(statusReason === null ? [] : [{ label: t`Reason`, value: <bdi>{statusReason}</bdi> }]),
        ...(suspension ? [{ label: t`Suspended by`, value: <Author uid={suspension.actor.uid} /> }] : []),
        { label: t`Account since`, value: dateText(createdAt) },
        { label: t`Spent`, value: data ? (row ? creditsText(row.spentMicros) : '–') : pending(isError) },
        { label: t`Plan`, value: data ? (row?.plan ?? '–') : pending(isError) },
        {
          label: t`Disputes`,
          value:
            disputes === undefined
              ? pending(billing.status === 'error')
              : plural(disputes, { one: '# payment disputed', other: '# payments disputed' }),
        },
        { label: t`Account id`, value: <CopyText text={accountId} label={t`account id`} /> },
      ]}
    />
  );
}

function Signals({ accountId }: { accountId: string }) {
  const list = useList(signalsOfList(accountId));
  const items = list.items ?? [];
  return (
    <EvidencePart
      label={t`Signs of abuse`}
      title={t`Signs of abuse`}
      list={list}
      isEmpty={items.length === 0}
    >
      <ol className="divide-y divide-line text-[0.8125rem]">
        {items.map(({ id, value: { kind, severity, count, evidence, updatedAt } }) => (
          <li key={id} className="space-y-1 py-2">
            <p className="flex items-center justify-between gap-3 font-medium">
              {kindWords[kind]} · {count} ×
              <SeverityBadge severity={severity} />
            </p>
            {[...new Set(evidence.map((sign) => evidenceText(kind, sign)))].map((text) => (
              <p key={text} className="break-words text-ink-2">
                {text}
              </p>
            ))}
            <p className="nums text-ink-3 text-xs">{dateTimeText(updatedAt)}</p>
          </li>
        ))}
      </ol>
    </EvidencePart>
  );
}

/** What was rejected in the hour before a suspension, by reason. Instances write rejections up to a minute later. */
function Rejected({ accountId, atMs }: { accountId: string; atMs: number }) {
  const range = { fromMs: atMs - HOUR_MS, untilMs: atMs + MINUTE_MS };
  const list = useList(rejectionList(range));
  const codes = (list.items ?? [])
    .flatMap(({ value }) => value.entries)
    .filter((entry) => entry.accountId === accountId)
    .map(({ code }) => code);
  return (
    <EvidencePart
      label={t`Rejected requests`}
      title={t`Rejected in the hour before`}
      list={list}
      isEmpty={codes.length === 0}
    >
      <ul className="divide-y divide-line text-[0.8125rem]">
        {[...new Set(codes)].map((code) => (
          <li key={code} className="flex justify-between gap-3 py-2">
            {titleOf(code)}
            <span className="nums">{codes.filter((one) => one === code).length} ×</span>
          </li>
        ))}
      </ul>
    </EvidencePart>
  );
}

function titleOf(code: string): string {
  const known = ErrorCode.safeParse(code);
  return known.success ? describeFailure({ code: known.data, message: null, details: {} }).title : code;
}

/** Automatic suspensions have no author among the staff. */
function Author({ uid }: { uid: string }) {
  return uid === 'system' ? <Trans>automatically</Trans> : <EmailOf uid={uid} />;
}
