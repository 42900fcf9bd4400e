import { useState } from 'react';
import { Wordmark } from '../../components/logo.tsx';
import { useServices } from '../../lib/services.ts';
import { DemoDoor } from './demo-door.tsx';
import { EmberScene } from './ember-scene.tsx';
import { GoogleButton } from './google-button.tsx';
import { PasswordForm } from './password-form.tsx';
import { ResetForm } from './reset-form.tsx';

export type Door = 'sign-in' | 'sign-up' | 'reset';

const titles: Record<Door, { title: string; text: string }> = {
  'sign-in': { title: 'Welcome back', text: 'Sign in to create with your credits.' },
  'sign-up': { title: 'Create your account', text: 'Confirm your e-mail and start with welcome credits.' },
  reset: { title: 'Reset your password', text: 'We send you a link to choose a new one.' },
};

export function SignInPage() {
  const { emulators } = useServices();
  const [door, setDoor] = useState<Door>('sign-in');
  const { title, text } = titles[door];
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
      <EmberScene />
      <main id="main" className="flex min-w-0 flex-col px-5 py-8 sm:px-10">
        <div className="lg:hidden">
          <Wordmark />
        </div>
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          <p className="mt-1.5 text-ink-2">{text}</p>
          <div className="mt-7 space-y-5">
            {door === 'reset' ? (
              <ResetForm onBack={() => setDoor('sign-in')} />
            ) : (
              <>
                {!emulators && <GoogleButton />}
                <PasswordForm key={door} door={door} onDoor={setDoor} />
              </>
            )}
          </div>
          {emulators && door === 'sign-in' && <DemoDoor />}
        </div>
      </main>
    </div>
  );
}
