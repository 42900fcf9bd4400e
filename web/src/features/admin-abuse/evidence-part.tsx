import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';

interface EvidencePartProps {
  label: string;
  title: string;
  list: Omit<ShownList<unknown>, 'windowEnd' | 'unreadable' | 'delay'>;
  /** Whether nothing of what was read is shown. */
  isEmpty: boolean;
  children: ReactNode;
}

/** Shows a kind of evidence. Distinguishes none from evidence that is loading, unreadable or further down. */
export function EvidencePart({ label, title, list, isEmpty, children }: EvidencePartProps) {
  return (
    <section aria-label={label}>
      <h3 className="mb-1 font-medium text-ink-2 text-xs">{title}</h3>
      {list.items ? children : <UnreadPart status={list.status} />}
      {list.items && isEmpty && (
        <p className="text-[0.8125rem] text-ink-3">
          {list.hasOlder ? <Trans>None in what is loaded so far</Trans> : <Trans>None recorded</Trans>}
        </p>
      )}
      <LoadOlder list={list} />
    </section>
  );
}

/** Shows that something is loading, or can't be read. */
export function UnreadPart({ status }: { status: LiveStatus }) {
  return (
    <Unread status={status}>
      <div role="status" aria-label={t`Loading`}>
        <Skeleton className="h-10" />
      </div>
    </Unread>
  );
}
