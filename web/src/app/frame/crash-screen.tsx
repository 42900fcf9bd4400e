import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from '../../components/layout/logo.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';

/** Replaces a page that has failed: tells the user, and offers what may help. */
export function CrashScreen({
  error,
  traceId,
  children,
}: {
  error: unknown;
  /** By which staff find the report; absent: there is none. */
  traceId?: string;
  /** Further ways out. */
  children?: ReactNode;
}) {
  return (
    <div role="alert" className="mx-auto flex min-h-[70dvh] max-w-md flex-col justify-center p-6 text-center">
      <Logo className="mx-auto size-12" />
      <h1 className="mt-5 font-semibold text-xl">
        <Trans>This page ran into a problem</Trans>
      </h1>
      <p className="mt-2 text-ink-2">
        <Trans>Your credits are safe: running work continues, or is refunded.</Trans>
      </p>
      <pre className="mt-4 overflow-x-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-sunken p-3 text-start font-mono text-ink-2 text-xs">
        {error instanceof Error ? error.message : String(error)}
      </pre>
      {traceId && (
        <p className="mt-3 text-ink-2 text-xs">
          <Trans>For support:</Trans> <CopyText label={t`trace id`} text={traceId} />
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <Button look="primary" onClick={() => location.reload()}>
          <RotateCw aria-hidden="true" className="size-4" /> <Trans>Reload</Trans>
        </Button>
        {children}
      </div>
    </div>
  );
}
