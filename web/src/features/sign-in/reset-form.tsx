import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { FirebaseError } from 'firebase/app';
import { sendPasswordResetEmail } from 'firebase/auth';
import { MailCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { describeAuthError } from './describe-auth-error.ts';
import { FormError } from './form-error.tsx';

export function ResetForm({ onBack }: { onBack: () => void }) {
  const { auth } = useFirebase();
  const [state, setState] = useState<'asking' | 'busy' | 'sent'>('asking');
  const [error, setError] = useState('');

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email')).trim();
    setState('busy');
    setError('');
    try {
      await sendPasswordResetEmail(auth, email);
      setState('sent');
    } catch (cause) {
      // Whether an address has an account is nobody else's business.
      if (cause instanceof FirebaseError && cause.code === 'auth/user-not-found') return setState('sent');
      setError(describeAuthError(cause));
      setState('asking');
    }
  };

  if (state === 'sent') {
    return (
      <div role="status" className="animate-rise space-y-4">
        <p className="flex gap-3 rounded-xl border border-ok/30 bg-ok/8 p-4">
          <MailCheck aria-hidden="true" className="size-5 shrink-0 text-ok" />
          <Trans>If an account exists for this address, we’ve sent a link.</Trans>
        </p>
        <Button onClick={onBack} className="w-full">
          <Trans>Back to sign in</Trans>
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label={t`Email`} name="email" type="email" autoComplete="email" required maxLength={254} />
      <FormError text={error} />
      <Button type="submit" look="primary" size="large" busy={state === 'busy'} className="w-full">
        <Trans>Send the link</Trans>
      </Button>
      <Button look="quiet" onClick={onBack} className="w-full">
        <Trans>Back to sign in</Trans>
      </Button>
    </form>
  );
}
