import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LiveStatus } from '#kit/live/live-store.ts';

interface UnreadProps {
  /** Of everything that is read. */
  status: LiveStatus | readonly LiveStatus[];
  children: ReactNode;
}

/** Shows a placeholder, its children, while something is read, and says so when it can't be read. */
export function Unread({ status, children }: UnreadProps) {
  if (![status].flat().includes('error')) return children;
  return (
    <p
      role="alert"
      className="rounded-2xl border border-line border-dashed px-4 py-3 text-[0.8125rem] text-bad"
    >
      <Trans>Could not be read. Retrying automatically.</Trans>
    </p>
  );
}
