import type { Activity, Operation, Quantity } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { useWho } from '../../lib/data/use-who.ts';
import { describeFailure } from '../../lib/errors/describe-error.ts';
import { creditFacts } from '../../lib/money/credits/credit-facts.ts';
import { creditFlow } from '../../lib/money/credits/credit-flow.ts';
import { activitySource } from '../../lib/service/sources/live-sources.ts';
import { dateTimeText, exactCredits, numberText } from '../../lib/texts/format.ts';
import { Sheet } from '../controls/sheet.tsx';
import { RefundCredits } from '../money/refund-credits.tsx';
import { UserLink } from '../people/user-link.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { CopyText } from '../ui/copy-text.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { CreditFlowAmounts } from './credit-amount.tsx';
import { StatusBadge } from './status-badge.tsx';
import { TimeTaken } from './time-taken.tsx';

interface ActivitySheetProps {
  activityId: string | undefined;
  /** As the list has it, until it has been read by itself. */
  row: LiveItem<Activity> | undefined;
  operations: Record<string, Operation>;
  onClose: () => void;
}

/** Every fact of one request: it has a listener of its own, so it stays live wherever its row goes. */
export function ActivitySheet({ activityId, row, operations, onClose }: ActivitySheetProps) {
  const { items } = useLive(activityId === undefined ? null : activitySource(activityId));
  const item = items?.[0] ?? row;
  return (
    <Sheet title={t`Request`} open={activityId !== undefined} onClose={onClose}>
      {item && (
        <Facts activityId={item.id} activity={item.value} operation={operations[item.value.operation]} />
      )}
    </Sheet>
  );
}

interface FactsProps {
  activityId: string;
  activity: Activity;
  operation: Operation | undefined;
}

function Facts({ activityId, activity, operation }: FactsProps) {
  const { name, detail } = useWho(activity.uid);
  const { failure } = activity;
  return (
    <div className="space-y-6">
      <div className="flex items-center gap-3">
        <Avatar uid={activity.uid} name={name} className="size-10 text-sm" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">
            <UserLink uid={activity.uid}>{name}</UserLink>
          </p>
          {detail && <p className="truncate text-ink-2">{detail}</p>}
        </div>
        <StatusBadge status={activity.status} />
      </div>
      <blockquote className="whitespace-pre-wrap break-words rounded-xl border border-line bg-sunken p-4 text-[0.9375rem]">
        {activity.promptPreview || t`No prompt`}
      </blockquote>
      <CreditFlowAmounts flow={creditFlow(activity)} />
      <RefundCredits activityId={activityId} activity={activity} />
      {failure && (
        <div className="rounded-xl border border-bad/30 bg-bad/8 p-4">
          <p className="font-medium text-bad">{describeFailure(failure).title}</p>
          <p className="text-ink-2">{describeFailure(failure).help}</p>
          <p className="mt-1 font-mono text-ink-3 text-xs">{failure.code}</p>
        </div>
      )}
      {activity.deliveredLate && (
        <p className="text-held">
          <Trans>
            The work succeeded after its credits were refunded, so it was delivered without charge.
          </Trans>
        </p>
      )}
      <Section title={t`Request`} facts={requestFacts(activity, operation)} />
      <Section title={t`Credits`} facts={[...creditFacts(activity), heldFrom(activity)]} />
      <Section title={t`Time`} facts={timeFacts(activity)} />
      <Section title={t`Where from`} facts={clientFacts(activity)} />
      <Section title={t`For the logs`} facts={idFacts(activity)} />
    </div>
  );
}

function Section({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium text-ink-2 text-xs">{title}</h3>
      <FactList facts={facts} />
    </section>
  );
}

function requestFacts(activity: Activity, operation: Operation | undefined): Fact[] {
  return [
    { label: t`Operation`, value: operation?.label ?? activity.operation },
    { label: t`Model`, value: operation?.models[activity.model]?.label ?? activity.model },
    { label: t`Held for`, value: quantityText(activity.quantity) },
    { label: t`Run by`, value: activity.runBy === 'server' ? t`Firemeter` : t`the app itself` },
    { label: t`Catalog version`, value: activity.catalogVersion },
  ];
}

/** What was held, by where it came from: as much as was held in all. */
function heldFrom({ drawn }: Activity): Fact {
  const parts = drawn.map(({ lot, amountMicros }) => `${exactCredits(amountMicros)} ${lot.source}`);
  return { label: t`Held from`, value: parts.join(' + ') || t`nothing` };
}

function timeFacts(activity: Activity): Fact[] {
  const time = (ms: number | null) => (ms === null ? '–' : dateTimeText(ms));
  return [
    { label: t`Asked`, value: time(activity.createdAt) },
    { label: t`Started`, value: time(activity.startedAt) },
    { label: t`Ended`, value: time(activity.endedAt) },
    { label: t`Took`, value: <TimeTaken activity={activity} /> },
    ...(activity.leaseUntil === null ? [] : [{ label: t`Lease expires`, value: time(activity.leaseUntil) }]),
  ];
}

function clientFacts({ client }: Activity): Fact[] {
  return [
    { label: t`Country`, value: client.country ?? t`unknown` },
    { label: t`IP address`, value: client.ip ? <Blockable kind="address" value={client.ip} /> : t`unknown` },
    {
      label: t`Device`,
      value: client.device ? <Blockable kind="device" value={client.device} /> : t`unknown`,
    },
  ];
}

const blockable = {
  address: t`this address`,
  device: t`this device`,
  account: t`this account`,
} as const;

/** What can be blocked, and the way there. */
function Blockable({ kind, value }: { kind: 'address' | 'device' | 'account'; value: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span className="min-w-0 break-all">{value}</span>
      <Link to="/admin/abuse" search={{ kind, value }} className="text-ember-text hover:underline">
        <Trans>Block</Trans>
        <span className="sr-only"> {blockable[kind]}</span>
      </Link>
    </span>
  );
}

function idFacts(activity: Activity): Fact[] {
  return [
    { label: t`Trace id`, value: <CopyText text={activity.traceId} label={t`trace id`} /> },
    { label: t`Request id`, value: <CopyText text={activity.requestId} label={t`request id`} /> },
    { label: t`User id`, value: <Blockable kind="account" value={activity.uid} /> },
    { label: t`Worker`, value: activity.worker ?? '–' },
  ];
}

function quantityText(quantity: Quantity): string {
  const { images, seconds, characters, inputTokens, outputTokens, variant, counts = {} } = quantity;
  const others = Object.entries(counts).map(([unit, count]) => `${count} × ${unit}`);
  if (others.length > 0) return others.join(', ');
  const tokens = (inputTokens ?? 0) + (outputTokens ?? 0);
  if (tokens > 0) return t`up to ${numberText(tokens)} tokens`;
  if (seconds) return t`${seconds} s`;
  if (images) return [`${images}`, variant].filter(Boolean).join(', ');
  return characters ? plural(characters, { one: '# character', other: '# characters' }) : '1';
}
