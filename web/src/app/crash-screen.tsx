import { Trans } from '@lingui/react/macro';
import { RotateCw } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Logo } from '../components/logo.tsx';

/** When the page itself has failed: says so, and offers the one thing that helps. */
export function CrashScreen({ error }: { error: unknown }) {
  return (
    <main id="main" className="grid min-h-[70dvh] place-items-center p-6">
      <div role="alert" className="max-w-md text-center">
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
        <Button look="primary" className="mt-5" onClick={() => location.reload()}>
          <RotateCw aria-hidden="true" className="size-4" /> <Trans>Reload</Trans>
        </Button>
      </div>
    </main>
  );
}
