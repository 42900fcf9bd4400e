import {
  type Account,
  type Appeal,
  appealIdOf,
  DAY_MS,
  MAX_APPEAL_LENGTH,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleCheckBig } from 'lucide-react';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useList } from '#kit/hooks/use-list.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { ownAppealList } from '../../lib/service/sources/list-sources.ts';
import { dateTimeText, numberText } from '../../lib/texts/format.ts';

/** The time for which the page shows that a suspension was lifted. */
const SHOWN_FOR_MS = 30 * DAY_MS;

/** Shows the appeal against a suspension and its state, or the form. */
export function AppealPart({ account }: { account: Account }) {
  const me = usePerson();
  const { status, items } = useList(ownAppealList(me.uid));
  const appealId = appealIdOf(useAccountId(), account);
  if (appealId === null || me.isGuest) return null;
  if (!items) return <UnreadAppeal hasFailed={status === 'error'} />;
  const sent = items.find(({ id, value }) => id === appealId && value.decision?.outcome !== 'lifted');
  return sent ? <SentAppeal appeal={sent.value} /> : <AppealForm key={appealId} />;
}

/** Shows that the appeal is loading, or can't be read. Not the form, because an appeal may have been sent. */
function UnreadAppeal({ hasFailed }: { hasFailed: boolean }) {
  return hasFailed ? (
    <p role="alert" className="mt-3 text-bad">
      <Trans>Whether you have appealed could not be read. Retrying automatically.</Trans>
    </p>
  ) : (
    <div role="status" aria-label={t`Loading your appeal`} className="mt-3">
      <Skeleton className="h-16 rounded-lg" />
    </div>
  );
}

function SentAppeal({ appeal: { text, decision, createdAt } }: { appeal: Appeal }) {
  return (
    <section
      aria-label={t`Your appeal`}
      className="mt-3 space-y-1 rounded-lg border border-line bg-surface p-4"
    >
      {decision ? (
        <>
          <p className="font-medium">
            <Trans>Your appeal was decided on {dateTimeText(decision.atMs)}: the suspension stays</Trans>
          </p>
          <Reason text={decision.reason} />
        </>
      ) : (
        <p className="font-medium">
          <Trans>
            Your appeal was sent on {dateTimeText(createdAt)}. You are notified once it is decided.
          </Trans>
        </p>
      )}
      <details className="text-ink-2">
        <summary className="cursor-pointer">
          <Trans>What you wrote</Trans>
        </summary>
        <p className="mt-1 whitespace-pre-wrap break-words">
          <bdi>{text}</bdi>
        </p>
      </details>
    </section>
  );
}

function AppealForm() {
  const { client } = useServices();
  const [text, setText] = useState('');
  const textId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another appeal
  const requestId = useMemo(newRequestId, [text]);
  const send = useMutation({ mutationFn: () => client.call('appeal', { requestId, text: text.trim() }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send.mutate();
  };
  const length = numberText(text.length);
  const most = numberText(MAX_APPEAL_LENGTH);
  return (
    <form aria-label={t`Appeal`} onSubmit={submit} className="mt-3 max-w-2xl space-y-2">
      <label htmlFor={textId} className="font-medium">
        <Trans>Appeal</Trans>
      </label>
      <p className="text-ink-2">
        <Trans>Write why the suspension is wrong. You can appeal once, and staff read it.</Trans>
      </p>
      <textarea
        id={textId}
        rows={4}
        maxLength={MAX_APPEAL_LENGTH}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className={`${inputClass} py-2.5`}
      />
      {send.error && <ErrorNotice error={toCallError(send.error)} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="nums text-ink-3 text-xs">
          <Trans>
            {length} of {most} characters
          </Trans>
        </p>
        <Button type="submit" look="primary" busy={send.isPending} disabled={text.trim() === ''}>
          <Trans>Send appeal</Trans>
        </Button>
      </div>
    </form>
  );
}

/** After a suspension was lifted on appeal: the reason, for a month. */
export function LiftedNotice() {
  const me = usePerson();
  const { account } = useAccount();
  const { items } = useList(ownAppealList(me.uid));
  const nowMs = useNow({ everyMs: 60_000 });
  const decision = items?.[0]?.value.decision;
  const isShown =
    account?.status === 'active' && decision?.outcome === 'lifted' && nowMs - decision.atMs < SHOWN_FOR_MS;
  if (!isShown) return null;
  return (
    <section
      aria-label={t`Your appeal`}
      className="mb-6 flex gap-4 rounded-xl border border-ok/30 bg-ok/8 p-4"
    >
      <CircleCheckBig aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-ok" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium">
          <Trans>
            Your appeal was accepted on {dateTimeText(decision.atMs)}: your account is active again
          </Trans>
        </p>
        <Reason text={decision.reason} />
      </div>
    </section>
  );
}

function Reason({ text }: { text: string }) {
  return (
    <p className="break-words">
      <Trans>
        Reason: <bdi>{text}</bdi>
      </Trans>
    </p>
  );
}
