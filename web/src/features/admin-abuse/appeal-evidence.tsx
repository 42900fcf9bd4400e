import {
  type Account,
  type AuditEntry,
  ErrorCode,
  HOUR_MS,
  MINUTE_MS,
  type Payment,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { describeFailure } from '../../lib/errors/describe-error.ts';
import { auditAboutList, paymentList, rejectionList, signalsOfList } from '../../lib/service/list-sources.ts';
import { accountSource } from '../../lib/service/live-sources.ts';
import { useServices } from '../../lib/service/services.ts';
import { kindWords } from '../../lib/staff-texts/abuse-kind-texts.ts';
import { actionText } from '../../lib/staff-texts/action-texts.ts';
import { creditsText, dateText, dateTimeText } from '../../lib/texts/format.ts';
import { evidenceText } from './evidence-text.ts';

const SUSPENDING: readonly string[] = ['suspend-account', 'suspend'];
const SHOWN: readonly string[] = [...SUSPENDING, 'reinstate-account', 'uphold-suspension'];

/** What staff need to decide an appeal: the suspension, the account, and what led to it. */
export function AppealEvidence({ accountId }: { accountId: string }) {
  const account = useLive(accountSource(accountId)).items?.[0]?.value;
  const { items: audit = [] } = useList(auditAboutList(accountId));
  const { items: payments = [] } = useList(paymentList(accountId));
  const history = audit.filter(({ value }) => SHOWN.includes(value.action));
  return (
    <>
      <section aria-label={t`The account`}>
        <Heading>
          <Trans>The account</Trans>
        </Heading>
        {account && (
          <AccountFacts
            accountId={accountId}
            account={account}
            disputes={countDisputes(payments)}
            suspension={history.find(({ value }) => SUSPENDING.includes(value.action))?.value}
          />
        )}
      </section>
      <section aria-label={t`Suspensions`}>
        <Heading>
          <Trans>Suspensions so far</Trans>
        </Heading>
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
        {history.length === 0 && <Nothing />}
      </section>
      <Signals accountId={accountId} />
      {account?.suspendedAt && <Rejected accountId={accountId} atMs={account.suspendedAt} />}
    </>
  );
}

interface AccountFactsProps {
  accountId: string;
  account: Account;
  disputes: number;
  suspension: AuditEntry | undefined;
}

function AccountFacts({ accountId, account, disputes, suspension }: AccountFactsProps) {
  const { client } = useServices();
  const filter = { text: accountId, kind: null, are: [], signedUpFromMs: null, signedUpUntilMs: null };
  const { data } = useQuery({
    queryKey: ['user-row', accountId],
    queryFn: () => client.call('findUsers', { filter, sort: 'newest', cursor: null }),
    staleTime: 60_000,
  });
  const row = data?.people.find((one) => one.accountId === accountId);
  const { status, statusReason, suspendedAt, createdAt } = account;
  return (
    <FactList
      facts={[
        { label: t`Status`, value: status === 'suspended' ? t`suspended` : t`active` },
        ...(suspendedAt === null ? [] : [{ label: t`Since`, value: dateTimeText(suspendedAt) }]),
        ...(statusReason === null ? [] : [{ label: t`Reason`, value: <bdi>{statusReason}</bdi> }]),
        ...(suspension ? [{ label: t`Suspended by`, value: <Author uid={suspension.actor.uid} /> }] : []),
        { label: t`Account since`, value: dateText(createdAt) },
        { label: t`Spent`, value: row ? creditsText(row.spentMicros) : '–' },
        { label: t`Plan`, value: row?.plan ?? '–' },
        {
          label: t`Disputes`,
          value: plural(disputes, { one: '# payment disputed', other: '# payments disputed' }),
        },
        { label: t`Account id`, value: <CopyText text={accountId} label={t`account id`} /> },
      ]}
    />
  );
}

function Signals({ accountId }: { accountId: string }) {
  const { items = [] } = useList(signalsOfList(accountId));
  return (
    <section aria-label={t`Signs of abuse`}>
      <Heading>
        <Trans>Signs of abuse</Trans>
      </Heading>
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
      {items.length === 0 && <Nothing />}
    </section>
  );
}

/** What was rejected in the hour before a suspension, by reason. Instances write rejections up to a minute later. */
function Rejected({ accountId, atMs }: { accountId: string; atMs: number }) {
  const range = { fromMs: atMs - HOUR_MS, untilMs: atMs + MINUTE_MS };
  const { items = [], ...list } = useList(rejectionList(range));
  const codes = items
    .flatMap(({ value }) => value.entries)
    .filter((entry) => entry.accountId === accountId)
    .map(({ code }) => code);
  return (
    <section aria-label={t`Rejected requests`}>
      <Heading>
        <Trans>Rejected in the hour before</Trans>
      </Heading>
      <ul className="divide-y divide-line text-[0.8125rem]">
        {[...new Set(codes)].map((code) => (
          <li key={code} className="flex justify-between gap-3 py-2">
            {titleOf(code)}
            <span className="nums">{codes.filter((one) => one === code).length} ×</span>
          </li>
        ))}
      </ul>
      {codes.length === 0 && <Nothing />}
      <LoadOlder list={list} />
    </section>
  );
}

function titleOf(code: string): string {
  const known = ErrorCode.safeParse(code);
  return known.success ? describeFailure({ code: known.data, message: null, details: {} }).title : code;
}

function countDisputes(payments: readonly LiveItem<Payment>[]): number {
  const isDisputed = ({ value }: LiveItem<Payment>) =>
    Object.values(value.reversals).some(({ kind }) => kind === 'dispute');
  return payments.filter(isDisputed).length;
}

/** Automatic suspensions have no author among the staff. */
function Author({ uid }: { uid: string }) {
  return uid === 'system' ? <Trans>automatically</Trans> : <EmailOf uid={uid} />;
}

function Heading({ children }: { children: ReactNode }) {
  return <h3 className="mb-1 font-medium text-ink-2 text-xs">{children}</h3>;
}

function Nothing() {
  return (
    <p className="text-[0.8125rem] text-ink-3">
      <Trans>None recorded</Trans>
    </p>
  );
}
