import { Plural } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { classNames } from '../../components/ui/class-names.ts';
import { appealList, approvalList } from '../../lib/service/sources/list-sources.ts';
import { openAlertsSource } from '../../lib/service/sources/live-sources.ts';
import { numberText } from '../../lib/texts/format.ts';
import type { Destination } from './navigation.ts';

/** Shows the count of a destination next to its name; nothing while it is 0, or if the destination has none. */
export function DestinationCount({ counts }: { counts: Destination['counts'] }) {
  if (counts === 'open-alerts') return <OpenAlerts />;
  if (counts === 'approvals') return <PendingApprovals />;
  if (counts === 'appeals') return <OpenAppeals />;
  return null;
}

function OpenAlerts() {
  const count = useLive(openAlertsSource).items?.length ?? 0;
  return (
    <Count value={count} className="bg-bad/15 text-bad">
      <Plural value={count} one="# open alert" other="# open alerts" />
    </Count>
  );
}

/** Counts the requests that wait for a second admin. */
function PendingApprovals() {
  const { items } = useList(approvalList);
  const nowMs = useNow({ everyMs: 60_000 });
  const pending = items?.filter(({ value }) => value.status === 'pending' && value.expiresAt > nowMs) ?? [];
  return (
    <Count value={pending.length} className="bg-ember-soft text-ember-text">
      <Plural value={pending.length} one="# waits for approval" other="# wait for approval" />
    </Count>
  );
}

function OpenAppeals() {
  const count = useList(appealList('open')).items?.length ?? 0;
  return (
    <Count value={count} className="bg-ember-soft text-ember-text">
      <Plural value={count} one="# open appeal" other="# open appeals" />
    </Count>
  );
}

interface CountProps {
  value: number;
  className: string;
  /** The count in words, for screen readers. */
  children: ReactNode;
}

function Count({ value, className, children }: CountProps) {
  if (value === 0) return null;
  return (
    <span className={classNames('nums ms-auto rounded-full px-1.5 font-semibold text-xs', className)}>
      <span aria-hidden="true">{numberText(value)}</span>
      <span className="sr-only">{children}</span>
    </span>
  );
}
