import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import {
  browserPopupRedirectResolver,
  EmailAuthProvider,
  GoogleAuthProvider,
  reauthenticateWithCredential,
  reauthenticateWithPopup,
} from 'firebase/auth';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { useServices } from '../../../lib/service/services.ts';

/** Has users prove who they are once more. */
export function SignInAgain({ onDone }: { onDone: () => void }) {
  const { auth } = useServices();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const user = auth.currentUser;
  const hasPassword = user?.providerData.some(({ providerId }) => providerId === 'password');
  const prove = async () => {
    if (!user) return;
    setBusy(true);
    setError('');
    try {
      if (hasPassword) {
        const credential = EmailAuthProvider.credential(user.email ?? '', password);
        await reauthenticateWithCredential(user, credential);
      } else await reauthenticateWithPopup(user, new GoogleAuthProvider(), browserPopupRedirectResolver);
      await user.getIdToken(true);
      onDone();
    } catch {
      setError(t`That did not work. Try again.`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void prove();
      }}
    >
      <p className="text-ink-2">
        <Trans>Sign in once more first, so that nobody else can do this on your device.</Trans>
      </p>
      {hasPassword ? (
        <Field
          label={t`Password`}
          type="password"
          autoComplete="current-password"
          value={password}
          error={error || undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
      ) : (
        error && (
          <p role="alert" className="text-bad text-xs">
            {error}
          </p>
        )
      )}
      <Button type="submit" busy={busy}>
        {hasPassword ? <Trans>Sign in again</Trans> : <Trans>Sign in with Google again</Trans>}
      </Button>
    </form>
  );
}
