import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft, Images } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { LanguageSelect } from '../../components/layout/language-select.tsx';
import { Wordmark } from '../../components/layout/logo.tsx';
import { Button } from '../../components/ui/button.tsx';
import { usePageTitle } from '../../lib/page/use-page-title.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { whenReachable } from '../../lib/service/when-reachable.ts';
import { DemoDoor } from './demo-door.tsx';
import { EmberScene } from './ember-scene.tsx';
import { GoogleButton } from './google-button.tsx';
import { PasswordForm } from './password-form.tsx';
import { ResetForm } from './reset-form.tsx';

// It reads the catalog, and so loads Firestore, which signing in does without.
const SignUpPromise = lazy(() =>
  whenReachable(() => import('./sign-up-promise.tsx')).then(({ SignUpPromise }) => ({
    default: SignUpPromise,
  })),
);

const SignUpTerms = lazy(() =>
  whenReachable(() => import('./sign-up-terms.tsx')).then(({ SignUpTerms }) => ({ default: SignUpTerms })),
);

export type Door = 'sign-in' | 'sign-up' | 'reset';

const titles: Record<Door, { title: string; text: string; windowTitle: string }> = {
  'sign-in': {
    title: t`Welcome back`,
    text: t`Sign in to create with your credits.`,
    windowTitle: t`Sign in`,
  },
  'sign-up': {
    title: t`Create your account`,
    text: t`Create with AI and see what every credit does.`,
    windowTitle: t`Sign up`,
  },
  reset: {
    title: t`Reset your password`,
    text: t`We’ll email you a link to choose a new one.`,
    windowTitle: t`Reset your password`,
  },
};

interface SignInPageProps {
  first: Door;
  /** Somebody who has been here without an account: what they made comes along. */
  guest: boolean;
  /** Back to where they were. */
  onBack?: (() => void) | undefined;
}

export function SignInPage({ first, guest, onBack }: SignInPageProps) {
  const { emulators } = useFirebase();
  const [door, setDoor] = useState<Door>(first);
  const { title, text, windowTitle } = titles[door];
  usePageTitle(windowTitle);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
      <EmberScene />
      <main id="main" className="flex min-w-0 flex-col px-5 py-8 sm:px-10">
        <div className="flex items-center justify-between gap-4">
          <span className="lg:hidden">
            <Wordmark />
          </span>
          <LanguageSelect className="ms-auto max-w-48" />
          {onBack && (
            <Button size="small" look="quiet" onClick={onBack}>
              <ArrowLeft aria-hidden="true" className="size-4" /> <Trans>Back</Trans>
            </Button>
          )}
        </div>
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          <p className="mt-1.5 text-ink-2">
            {door === 'sign-up' ? (
              <Suspense fallback={text}>
                <SignUpPromise otherwise={text} />
              </Suspense>
            ) : (
              text
            )}
          </p>
          {guest && door !== 'reset' && (
            <p className="mt-4 flex gap-2.5 rounded-xl border border-ember/30 bg-ember-soft p-3.5 text-[0.8125rem]">
              <Images aria-hidden="true" className="mt-px size-4 shrink-0 text-ember-text" />
              <Trans>Your guest work moves to your account.</Trans>
            </p>
          )}
          <div className="mt-7 space-y-5">
            {door === 'reset' ? (
              <ResetForm onBack={() => setDoor('sign-in')} />
            ) : (
              <>
                {!emulators && <GoogleButton />}
                <PasswordForm key={door} door={door} onDoor={setDoor} />
                {door === 'sign-up' && (
                  <Suspense>
                    <SignUpTerms />
                  </Suspense>
                )}
              </>
            )}
          </div>
          {emulators && door === 'sign-in' && <DemoDoor />}
        </div>
      </main>
    </div>
  );
}
