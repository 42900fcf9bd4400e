import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { giveAgreement } from '../../lib/kept/sign-up-agreement.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { bringingGuest } from './bringing-guest.ts';
import { describeAuthError } from './describe-auth-error.ts';
import { FormError } from './form-error.tsx';
import type { Door } from './sign-in-page.tsx';
import { signUpWithPassword } from './sign-up-with-password.ts';

interface PasswordFormProps {
  door: 'sign-in' | 'sign-up';
  onDoor: (door: Door) => void;
}

const shortestPassword = 8;

export function PasswordForm({ door, onDoor }: PasswordFormProps) {
  const firebase = useFirebase();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const signUp = door === 'sign-up';

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const password = String(form.get('password'));
    setBusy(true);
    setError('');
    try {
      // Does nothing on the page for those who have an account.
      giveAgreement();
      if (signUp) {
        await signUpWithPassword(firebase.auth, { email, password, name: String(form.get('name')).trim() });
      } else {
        await bringingGuest(firebase, () => signInWithEmailAndPassword(firebase.auth, email, password));
      }
    } catch (cause) {
      setError(describeAuthError(cause));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="space-y-4">
      {signUp && <Field label={t`Name`} name="name" autoComplete="name" required maxLength={80} />}
      <Field label={t`Email`} name="email" type="email" autoComplete="email" required maxLength={254} />
      <Field
        label={t`Password`}
        name="password"
        type="password"
        required
        autoComplete={signUp ? 'new-password' : 'current-password'}
        minLength={signUp ? shortestPassword : undefined}
        hint={signUp ? t`At least ${shortestPassword} characters.` : undefined}
        aside={
          !signUp && (
            <button
              type="button"
              onClick={() => onDoor('reset')}
              className="text-ink-2 text-xs underline-offset-2 hover:text-ink hover:underline"
            >
              <Trans>Forgot password?</Trans>
            </button>
          )
        }
      />
      <FormError text={error} />
      <Button type="submit" look="primary" size="large" busy={busy} className="w-full">
        {signUp ? t`Create account` : t`Sign in`}
      </Button>
      <p className="text-center text-ink-2">
        {signUp ? t`Already have an account?` : t`New here?`}{' '}
        <button
          type="button"
          onClick={() => onDoor(signUp ? 'sign-in' : 'sign-up')}
          className="font-medium text-ember-text underline-offset-2 hover:underline"
        >
          {signUp ? t`Sign in instead` : t`Create an account`}
        </button>
      </p>
    </form>
  );
}
