import {
  type Approval,
  type ApprovalAction,
  Catalog,
  catalogChanges,
  mayDo,
  safeDecodeStored,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Stamp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { UserAvatar } from '../../components/people/user-avatar.tsx';
import { ActionDialog } from '../../components/staff-actions/action-dialog.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ChangesList } from '../../components/work/changes-list.tsx';
import { usePublishedCatalog } from '../../lib/data/use-catalog.ts';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { approvalList } from '../../lib/service/sources/list-sources.ts';
import { creditsText, dateTimeText } from '../../lib/texts/format.ts';

const actionTexts: Record<ApprovalAction, string> = {
  'grant-credits': t`Grant credits`,
  'bulk-grant': t`Grant credits to a list`,
  'refund-payment': t`Refund a payment`,
  'publish-prices': t`Publish prices`,
};

type Decision = 'approve' | 'decline';

/** Shows the actions that wait for a second admin. */
export function ApprovalsPage() {
  const { items, ...list } = useList(approvalList);
  const [open, setOpen] = useState<{ item: LiveItem<Approval>; decision: Decision }>();
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Approvals`}>
        <Trans>
          Large grants and refunds, and large changes of prices, wait here until a second admin decides.
        </Trans>
      </PageHeader>
      {!items ? (
        <Unread status={list.status}>
          <Skeleton className="h-40 rounded-2xl" />
        </Unread>
      ) : items.length === 0 ? (
        <EmptyState icon={Stamp} title={t`Nothing to approve`} />
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {items.map((item) => (
            <Row key={item.id} approval={item.value} onDecide={(decision) => setOpen({ item, decision })} />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
      {open && <DecideAction {...open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function Row({ approval, onDecide }: { approval: Approval; onDecide: (decision: Decision) => void }) {
  const me = usePerson();
  const nowMs = useNow({ everyMs: 60_000 });
  const who = useEmailOf(approval.requestedBy);
  const isOver = approval.status === 'pending' && approval.expiresAt <= nowMs;
  const mayDecide = approval.status === 'pending' || approval.status === 'approved';
  const isOwn = approval.requestedBy === me.uid;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
      <UserAvatar uid={approval.requestedBy} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          {actionTexts[approval.action]} · {amountOf(approval)}
        </p>
        <p className="break-words text-[0.8125rem] text-ink-2">{approval.reason}</p>
        <p className="nums text-ink-3 text-xs">
          {who} · {approval.target} · {dateTimeText(approval.createdAt)}
        </p>
      </div>
      {mayDecide && !isOver && !isOwn && mayDo(me.role, 'approve') ? (
        <div className="flex gap-2">
          <Button size="small" look="danger" onClick={() => onDecide('decline')}>
            <Trans>Decline</Trans>
          </Button>
          <Button size="small" look="primary" onClick={() => onDecide('approve')}>
            <Trans>Approve</Trans>
          </Button>
        </div>
      ) : (
        <p className="text-ink-2 text-xs">{statusText(approval, { isOver, isOwn })}</p>
      )}
    </li>
  );
}

function amountOf({ action, amountMicros, amountCents, request }: Approval): string {
  if (action === 'publish-prices') return t`from version ${baseVersionOf(request)}`;
  if (amountMicros !== null) return creditsText(amountMicros);
  return amountCents === null ? t`all that is left` : t`${amountCents / 100} in its currency`;
}

function baseVersionOf(request: string): number {
  return (JSON.parse(request) as { baseVersion?: number }).baseVersion ?? 0;
}

function statusText({ status }: Approval, { isOver, isOwn }: { isOver: boolean; isOwn: boolean }): string {
  if (isOver) return t`Expired`;
  if (status === 'executed') return t`Approved and done`;
  if (status === 'declined') return t`Declined`;
  return isOwn ? t`Waits for another admin` : t`Waits for an admin`;
}

interface DecideActionProps {
  item: LiveItem<Approval>;
  decision: Decision;
  onClose: () => void;
}

function DecideAction({ item: { id, value }, decision, onClose }: DecideActionProps) {
  const { client } = useServices();
  const isApproval = decision === 'approve';
  return (
    <ActionDialog
      title={isApproval ? t`Approve` : t`Decline`}
      uid={value.requestedBy}
      confirmLabel={isApproval ? t`Approve and execute` : t`Decline`}
      isDangerous={!isApproval}
      intent={decision}
      effects={[
        { label: t`Action`, value: actionTexts[value.action] },
        { label: t`Amount`, value: amountOf(value) },
        { label: t`Target`, value: value.target },
        { label: t`Requested for`, value: value.reason },
        { label: t`Effect`, value: isApproval ? t`done at once, exactly once` : t`nothing is done` },
      ]}
      run={async (call) => {
        const { status } = await client.call('decideApproval', { ...call, approvalId: id, decision });
        return { text: status === 'executed' ? t`Approved and done` : t`Declined` };
      }}
      onClose={onClose}
    >
      {value.action === 'publish-prices' && <PriceChanges request={value.request} />}
    </ActionDialog>
  );
}

/** Shows what publishing the requested prices would change now. */
function PriceChanges({ request }: { request: string }) {
  const { published } = usePublishedCatalog();
  const draft = useMemo(
    () => safeDecodeStored(Catalog, (JSON.parse(request) as { draft?: unknown }).draft).data,
    [request],
  );
  if (!published || !draft) return null;
  const { version, catalog } = published;
  return (
    <>
      {version !== baseVersionOf(request) && (
        <p role="note" className="text-[0.8125rem] text-held">
          <Trans>
            Version {version} was published after this was requested, so these prices can’t be published any
            more. Decline, and have them requested again.
          </Trans>
        </p>
      )}
      <ChangesList changes={catalogChanges(catalog, draft)} label={t`Changes`} />
    </>
  );
}
