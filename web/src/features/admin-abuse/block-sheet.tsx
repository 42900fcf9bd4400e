import { AccountId, type BlockTarget, balanceMicros, DAY_MS, HOUR_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { reasonMissing } from '../../lib/errors/reason-missing.ts';
import { useServices } from '../../lib/service/services.ts';
import { accountSource } from '../../lib/service/sources/live-sources.ts';
import { creditsText } from '../../lib/texts/format.ts';

export interface BlockDraft {
  kind: BlockTarget['kind'];
  value: string;
}

const kinds = [
  { value: 'address', label: t`Address` },
  { value: 'account', label: t`Account` },
  { value: 'device', label: t`Device` },
] as const;

const fields: Record<BlockTarget['kind'], { label: string; hint: string }> = {
  address: { label: t`Address or range`, hint: t`Such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/48` },
  account: { label: t`User id`, hint: t`Shown in the details of a request` },
  device: {
    label: t`Device`,
    hint: t`Its digest, shown in the details of a request. A new device gets a new one.`,
  },
};

const effects = {
  address: t`Nobody at this address can make new requests while this holds. Their credits stay.`,
  device: t`Nobody on this device can make new requests while this holds. Their credits stay.`,
} as const;

const spans = [
  { value: 'hour', label: t`For an hour`, ms: HOUR_MS },
  { value: 'day', label: t`For a day`, ms: DAY_MS },
  { value: 'week', label: t`For a week`, ms: 7 * DAY_MS },
  { value: 'month', label: t`For 30 days`, ms: 30 * DAY_MS },
  { value: 'ever', label: t`Until unblocked`, ms: null },
] as const;

/** Keeps someone out: whom, why and for how long. */
export function BlockSheet({ draft, onClose }: { draft: BlockDraft | undefined; onClose: () => void }) {
  return (
    <Sheet title={t`Block`} open={draft !== undefined} onClose={onClose}>
      {draft && <BlockForm key={`${draft.kind} ${draft.value}`} initial={draft} onDone={onClose} />}
    </Sheet>
  );
}

function BlockForm({ initial, onDone }: { initial: BlockDraft; onDone: () => void }) {
  const { client } = useServices();
  const [{ kind, value }, setDraft] = useState(initial);
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('day');
  const [faults, setFaults] = useState<{ value?: string; reason?: string }>({});
  const [requestId] = useState(newRequestId);
  const block = useMutation({
    mutationFn: () => {
      const ms = spans.find((one) => one.value === span)?.ms ?? null;
      return client.call('changeBlocks', {
        action: 'block',
        requestId,
        target: targetOf({ kind, value: value.trim() }),
        reason: reason.trim(),
        expiresAtMs: ms === null ? null : Date.now() + ms,
      });
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(value.trim() === '' && { value: t`Enter who to block.` }),
      ...(reason.trim() === '' && { reason: reasonMissing }),
    };
    setFaults(found);
    if (Object.keys(found).length === 0) block.mutate();
  };
  return (
    <form noValidate aria-label={t`Block`} onSubmit={submit} className="space-y-5">
      <Segmented
        label={t`What to block`}
        value={kind}
        options={kinds}
        onChange={(next) => setDraft({ kind: next, value: next === initial.kind ? initial.value : '' })}
      />
      <Field
        label={fields[kind].label}
        hint={fields[kind].hint}
        error={faults.value}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft({ kind, value: event.target.value })}
      />
      <Field
        label={t`Reason`}
        maxLength={300}
        error={faults.reason}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Select label={t`How long`} value={span} options={spans} onChange={setSpan} className="w-full" />
      {kind === 'account' ? (
        <WhoIsMeant accountId={value.trim()} />
      ) : (
        <p className="rounded-xl border border-line bg-sunken p-3 text-[0.8125rem]">{effects[kind]}</p>
      )}
      {block.error && <ErrorNotice error={toCallError(block.error)} />}
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={block.isPending}>
          <Trans>Block</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Whom an id stands for, before they are kept out. */
function WhoIsMeant({ accountId }: { accountId: string }) {
  const isId = AccountId.safeParse(accountId).success;
  const { items } = useLive(isId ? accountSource(accountId) : null);
  const account = items?.[0]?.value;
  const who = useEmailOf(accountId, account?.email);
  if (!items) return null;
  return (
    <p role="status" className="rounded-xl border border-line bg-sunken p-3 text-[0.8125rem]">
      {account ? (
        <Trans>
          <bdi className="font-medium">{who}</bdi> can make no new requests while this holds. Their{' '}
          {creditsText(balanceMicros(account, Date.now()))} stay.
        </Trans>
      ) : (
        t`There is no account with this id.`
      )}
    </p>
  );
}

function targetOf({ kind, value }: BlockDraft): BlockTarget {
  switch (kind) {
    case 'address':
      return { kind, range: value };
    case 'account':
      return { kind, accountId: value };
    case 'device':
      return { kind, device: value };
  }
}
