import type { Catalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { signInAnonymously } from 'firebase/auth';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Wordmark } from '../../components/layout/logo.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { freeTurns } from '../../lib/money/free-turns.ts';
import { usePageTitle } from '../../lib/page/use-page-title.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { creditsText } from '../../lib/texts/format.ts';

/** The open door: try first, sign up later. */
export function WelcomePage({ catalog }: { catalog: Catalog }) {
  const { auth } = useFirebase();
  usePageTitle(t`Welcome`);
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const enter = () => {
    setState('busy');
    signInAnonymously(auth).catch(() => setState('failed'));
  };
  const turns = freeTurns(catalog);
  const { welcomeMicros, welcomeNeedsVerifiedEmail } = catalog.grants;
  const gift = welcomeMicros > 0 && !welcomeNeedsVerifiedEmail ? ` · ${creditsText(welcomeMicros)}` : '';
  return (
    <div className="relative flex min-h-dvh flex-col overflow-hidden">
      <div aria-hidden="true" className="-z-10 absolute inset-0">
        <div className="absolute -bottom-[40%] start-[5%] size-[46rem] animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.7_0.2_42/0.34),transparent)] blur-2xl" />
        <div className="absolute -end-[12%] -bottom-[20%] size-[36rem] animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.82_0.16_75/0.24),transparent)] blur-2xl [animation-delay:-3s]" />
      </div>
      <header className="flex items-center justify-between px-5 py-4 sm:px-8">
        <Wordmark />
        <Link to="/sign-in" className={buttonClass({ look: 'quiet' })}>
          <Trans>Sign in</Trans>
        </Link>
      </header>
      <main id="main" className="m-auto flex max-w-2xl flex-col items-center px-5 pt-6 pb-24 text-center">
        <h1 className="text-balance font-semibold text-4xl leading-[1.08] tracking-[-0.03em] sm:text-6xl">
          <Trans>Paint with words. No account needed.</Trans>
        </h1>
        <p className="mt-5 max-w-md text-base text-ink-2">
          {turns > 0 && t`Up to ${turns} are free; people on one network share theirs.`}
          <Trans>You see every price first. If work fails, you only pay for what was delivered.</Trans>
        </p>
        <div className="mt-8 flex w-full flex-col items-center gap-3 sm:w-auto sm:flex-row">
          <Button
            look="primary"
            size="large"
            busy={state === 'busy'}
            onClick={enter}
            className="w-full sm:w-auto"
          >
            {state !== 'busy' && <Sparkles aria-hidden="true" className="size-4" />}{' '}
            {turns > 0 ? t`Try it, ${turns} free` : t`Try it`}
          </Button>
          <Link
            to="/sign-in"
            search={{ door: 'sign-up' }}
            className={`${buttonClass({ size: 'large' })} w-full sm:w-auto`}
          >
            <Trans>Sign up</Trans>
            {gift}
          </Link>
        </div>
        {state === 'failed' && (
          <p role="alert" className="mt-4 text-bad">
            <Trans>Something went wrong. Check your connection and try again.</Trans>
          </p>
        )}
      </main>
    </div>
  );
}
