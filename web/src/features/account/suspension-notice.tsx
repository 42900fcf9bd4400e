import { ERASURE_REASON } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Ban } from 'lucide-react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { AppealPart } from './appeal.tsx';

/** While an account is suspended: why, since when, and what its owner can still do. */
export function SuspensionNotice() {
  const { account } = useAccount();
  // An erasure suspends too, and has a notice of its own.
  if (account?.status !== 'suspended' || account.statusReason === ERASURE_REASON) return null;
  const { statusReason, suspendedAt } = account;
  const link = 'text-ember-text underline underline-offset-2';
  return (
    <section
      aria-label={t`Your account is suspended`}
      className="mb-6 flex gap-4 rounded-xl border border-bad/30 bg-bad/8 p-4"
    >
      <Ban aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium">
          {suspendedAt === null ? (
            <Trans>Your account is suspended</Trans>
          ) : (
            <Trans>Your account has been suspended since {dateTimeText(suspendedAt)}</Trans>
          )}
        </p>
        {statusReason && (
          <p className="break-words">
            <Trans>
              Reason: <bdi>{statusReason}</bdi>
            </Trans>
          </p>
        )}
        <p className="text-ink-2">
          <Trans>
            Nothing new starts, and nothing can be bought. Your credits stay and don’t expire meanwhile.
          </Trans>
        </p>
        <p className="text-ink-2">
          <Trans>
            You can still{' '}
            <Link to="/billing" className={link}>
              cancel your plan and remove cards
            </Link>
            ,{' '}
            <Link to="/history" className={link}>
              cancel running work
            </Link>
            , and export your data or delete your account below.
          </Trans>
        </p>
        <AppealPart account={account} />
      </div>
    </section>
  );
}
