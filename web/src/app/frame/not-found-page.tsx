import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { FlameKindling } from 'lucide-react';
import { buttonClass } from '../../components/ui/button.tsx';
import { usePageTitle } from '../../lib/page/use-page-title.ts';

export function NotFoundPage() {
  usePageTitle(t`Page not found`);
  return (
    <main id="main" className="grid min-h-[80dvh] place-items-center p-6">
      <div className="text-center">
        <FlameKindling aria-hidden="true" className="mx-auto size-12 text-ember-text" />
        <p className="nums mt-5 font-medium text-ink-3">404</p>
        <h1 className="mt-1 font-semibold text-2xl tracking-tight">
          <Trans>Page not found</Trans>
        </h1>
        <p className="mt-2 text-ink-2">
          <Trans>This page doesn’t exist, or has moved.</Trans>
        </p>
        <Link to="/" className={`${buttonClass({ look: 'primary' })} mt-6`}>
          <Trans>Back to studio</Trans>
        </Link>
      </div>
    </main>
  );
}
