import { Plural } from '@lingui/react/macro';
import { useList } from '#kit/hooks/use-list.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { classNames } from '../../components/ui/class-names.ts';
import { approvalList } from '../../lib/service/list-sources.ts';
import { numberText } from '../../lib/texts/format.ts';

/** Shows the number of requests that wait for a second admin, if any. */
export function PendingApprovalsCount({ className }: { className?: string }) {
  const { items } = useList(approvalList);
  const nowMs = useNow({ everyMs: 60_000 });
  const pending = items?.filter(({ value }) => value.status === 'pending' && value.expiresAt > nowMs) ?? [];
  if (pending.length === 0) return null;
  return (
    <span
      className={classNames(
        'nums rounded-full bg-ember-soft px-1.5 font-semibold text-ember-text text-xs',
        className,
      )}
    >
      <span aria-hidden="true">{numberText(pending.length)}</span>
      <span className="sr-only">
        <Plural value={pending.length} one="# waits for approval" other="# wait for approval" />
      </span>
    </span>
  );
}
